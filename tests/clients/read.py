"""Reads a calendar or a letter from standard input as the named client does; prints the events as JSON."""

import datetime
import email
import email.policy
import json
import sys

UTC = datetime.timezone.utc


def moment(value):
    if value.tzinfo is None:
        raise ValueError(f"{value} stands in no zone")
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def with_icalendar(data):
    import icalendar

    calendar = icalendar.Calendar.from_ical(data)
    events = []
    for event in calendar.walk("VEVENT"):
        events.append(
            {
                "uid": str(event["UID"]),
                "summary": str(event["SUMMARY"]),
                "location": str(event["LOCATION"]),
                "status": str(event["STATUS"]),
                "sequence": int(event["SEQUENCE"]),
                "start": moment(event.decoded("DTSTART")),
                "end": moment(event.decoded("DTEND")),
            }
        )
    return {"events": events, "method": str(calendar.get("METHOD", "")), "errors": [str(e) for e in calendar.errors]}


def with_vobject(data):
    import vobject

    calendar = vobject.readOne(data.decode())
    events = []
    for event in calendar.vevent_list:
        events.append(
            {
                "uid": event.uid.value,
                "summary": event.summary.value,
                "location": event.location.value,
                "status": event.status.value,
                "sequence": int(event.sequence.value),
                "start": moment(event.dtstart.value),
                "end": moment(event.dtend.value),
            }
        )
    return {"events": events}


def letter(data):
    message = email.message_from_bytes(data, policy=email.policy.default)
    parts = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    out = {
        "subject": str(message["subject"]),
        "headers": [name for name in message.keys()],
        "unsubscribe": str(message.get("List-Unsubscribe", "")),
        "post": str(message.get("List-Unsubscribe-Post", "")),
        "defects": [str(defect) for part in message.walk() for defect in part.defects],
        "parts": len(parts),
    }
    if parts:
        out["part_method"] = parts[0].get_param("method")
        out.update(with_icalendar(parts[0].get_payload(decode=True)))
    return out


READERS = {"icalendar": with_icalendar, "vobject": with_vobject, "letter": letter}
json.dump(READERS[sys.argv[1]](sys.stdin.buffer.read()), sys.stdout)
