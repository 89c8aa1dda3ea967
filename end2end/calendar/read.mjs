// Reads a calendar from standard input as ical.js does (Thunderbird's reader); prints the events as JSON.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
const moment = (time) => new Date(time.toUnixTime() * 1000).toISOString().replace(".000Z", "Z");
const events = calendar.getAllSubcomponents("vevent").map((component) => {
  const event = new ICAL.Event(component);
  return {
    uid: event.uid,
    summary: event.summary,
    location: event.location,
    status: component.getFirstPropertyValue("status"),
    sequence: event.sequence,
    start: moment(event.startDate),
    end: moment(event.endDate),
  };
});
process.stdout.write(JSON.stringify({ events }));
