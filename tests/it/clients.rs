//! Our calendars and letters, read back by what people really use: Python's icalendar and vobject, ical.js, khal,
//! and Python's mail parser. `make test` installs them; without them these tests fail.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use assemble::kit::id::WorkshopId;
use assemble::kit::{Locale, Moment};
use assemble::server::config::Config;
use assemble::workshops::calendar::{Entry, Status, feed, invitation};
use assemble::workshops::model::Kind;
use serde_json::Value;

/// A title that has everything that ever broke a calendar.
pub const TITLE: &str = "内省の夜🕯️, 交流; \\n \"と\" 対話:\nふたり\rで　ながいながいながいながいながいながいながい題";

pub fn clone() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Where `scripts/setup test` puts the Python clients.
pub fn venv(program: &str) -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| clone().join("target"), PathBuf::from);
    let found = target.join("venv/bin").join(program);
    assert!(found.exists(), "{} is missing: run scripts/setup test", found.display());
    found
}

fn run(command: &mut Command, input: &str) -> String {
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("runs");
    child.stdin.take().expect("a pipe").write_all(input.as_bytes()).expect("reads");
    let done = child.wait_with_output().expect("ends");
    assert!(done.status.success(), "{}\n{input}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).expect("text")
}

/// What Python makes of it, as `icalendar`, `vobject` or `letter`.
pub fn python(client: &str, input: &str) -> Value {
    let script = clone().join("tests/clients/read.py");
    serde_json::from_str(&run(Command::new(venv("python")).arg(script).arg(client), input)).expect("JSON")
}

fn ical_js(input: &str) -> Value {
    let script = clone().join("end2end/calendar/read.mjs");
    serde_json::from_str(&run(Command::new("node").arg(script), input)).expect("JSON")
}

fn at(text: &str) -> Moment {
    Moment(text.parse::<jiff::Timestamp>().expect("a time").as_microsecond())
}

fn entry(number: u8, zone: &str, starts: &str, status: Status) -> Entry {
    let id = |kind: u8| format!("019376b0-7c6a-7000-8000-0000000000{kind}{number}");
    Entry {
        key: String::new(),
        workshop: id(1).parse::<WorkshopId>().expect("an id"),
        registration: Some(id(2).parse().expect("an id")),
        kind: Kind::Exchange,
        title: TITLE.to_owned(),
        nth: None,
        body: "# 題\n\n**3分**ずつ、; と , と \\ と 🕯\r\nBEGIN:VEVENT".to_owned(),
        starts_at: at(starts),
        ends_at: at(starts).plus_minutes(90),
        zone: zone.to_owned(),
        place: "神戸, 元町; 3階".to_owned(),
        online_url: "https://meet.example.jp/a?b=c;d,e".to_owned(),
        host: "水野".to_owned(),
        status,
        sequence: 7,
        changed_at: at("2026-11-24T10:30:00Z"),
    }
}

/// In summer and winter, in zones of every kind, also across the change of the clock.
fn entries() -> Vec<Entry> {
    vec![
        entry(0, "Asia/Tokyo", "2026-11-27T11:00:00Z", Status::Confirmed),
        entry(1, "America/New_York", "2026-10-31T23:00:00Z", Status::Tentative),
        entry(2, "America/New_York", "2026-11-01T05:30:00Z", Status::Confirmed),
        entry(3, "America/New_York", "2027-03-14T06:30:00Z", Status::Cancelled),
        entry(4, "Europe/London", "2027-07-01T18:00:00Z", Status::Confirmed),
        entry(5, "Australia/Lord_Howe", "2026-12-24T08:00:00Z", Status::Confirmed),
        entry(6, "Asia/Kolkata", "2026-12-24T08:00:00Z", Status::Confirmed),
        entry(7, "America/Sao_Paulo", "2026-12-24T08:00:00Z", Status::Confirmed),
    ]
}

fn agree(client: &str, read: &Value) {
    let plain = TITLE.replace('\r', "\n");
    for (entry, event) in entries().iter().zip(read["events"].as_array().expect("events")) {
        let (status, waits) = match entry.status {
            Status::Tentative => ("TENTATIVE", "（順番待ち）"),
            Status::Cancelled => ("CANCELLED", ""),
            _ => ("CONFIRMED", ""),
        };
        let entrance = if status == "CONFIRMED" { &entry.online_url } else { "オンライン" };
        let words = format!("{client} on {} at {:?}", entry.zone, event["start"]);
        assert_eq!(event["summary"], format!("{waits}{plain}"), "{words}");
        assert_eq!(event["location"], format!("神戸, 元町; 3階 / {entrance}"), "{words}");
        assert_eq!((&event["status"], &event["sequence"]), (&status.into(), &7.into()), "{words}");
        assert_eq!(event["uid"], format!("{}@localhost", entry.registration.as_ref().expect("a place")), "{words}");
        let moment = |event: &Value| at(event.as_str().expect("a time"));
        assert_eq!((moment(&event["start"]), moment(&event["end"])), (entry.starts_at, entry.ends_at), "{words}");
    }
    assert_eq!(read["events"].as_array().map(Vec::len), Some(entries().len()), "{client}");
}

#[test]
fn every_client_reads_what_we_wrote() {
    let config = Config::for_tests("data".into());
    let ics = feed(&config, Locale::ja, &entries(), &[]);
    let read = python("icalendar", &ics);
    assert_eq!(read["errors"], Value::Array(Vec::new()));
    agree("icalendar", &read);
    agree("vobject", &python("vobject", &ics));
    agree("ical.js", &ical_js(&ics));
}

#[test]
fn khal_takes_it_in_and_lists_it() {
    let config = Config::for_tests("data".into());
    let home = tempfile::tempdir().expect("a directory");
    let settings = home.path().join("config");
    let calendar = home.path().join("calendar");
    std::fs::create_dir(&calendar).expect("a directory");
    let text = format!(
        "[calendars]\n[[ours]]\npath = {}\n[locale]\nlocal_timezone = Asia/Tokyo\ndefault_timezone = Asia/Tokyo\n\
         timeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\ndatetimeformat = %Y-%m-%d %H:%M\n\
         longdatetimeformat = %Y-%m-%d %H:%M\n[sqlite]\npath = {}\n",
        calendar.display(),
        home.path().join("khal.db").display()
    );
    std::fs::write(&settings, text).expect("written");
    let khal = |arguments: &[&str]| {
        let mut command = Command::new(venv("khal"));
        command.env("HOME", home.path()).env("LC_ALL", "C.UTF-8").arg("-c").arg(&settings).args(arguments);
        run(&mut command, "")
    };
    // One file an event, as it keeps them.
    for (number, entry) in entries().iter().enumerate() {
        let file = home.path().join(format!("{number}.ics"));
        std::fs::write(&file, feed(&config, Locale::ja, std::slice::from_ref(entry), &[])).expect("written");
        khal(&["import", "--batch", "-a", "ours", file.to_str().expect("a path")]);
    }
    let list = khal(&["list", "--day-format", "", "--format", "{start} {end-time} {title}", "2026-10-30", "400d"]);
    for expected in [
        "2026-11-27 20:00 21:30", // Tokyo
        "2026-11-01 08:00 09:30", // New York, the evening before the change
        "2026-11-01 14:30 16:00", // in the night of the change
        "2027-03-14 15:30 17:00", // and in the one of spring
        "2027-07-02 03:00 04:30", // London in summer
        "2026-12-24 17:00 18:30",
    ] {
        assert!(list.contains(expected), "{expected} in\n{list}");
    }
    assert!(list.contains("内省の夜🕯"), "{list}");
}

#[test]
fn an_invitation_says_what_it_asks_for() {
    let config = Config::for_tests("data".into());
    for (status, method) in
        [(Status::Confirmed, "REQUEST"), (Status::Tentative, "REQUEST"), (Status::Cancelled, "CANCEL")]
    {
        let one = entry(0, "Asia/Tokyo", "2026-11-27T11:00:00Z", status);
        let ics = invitation(&config, &one, "minato@example.jp", Locale::ja);
        assert!(!ics.contains("meet.example.jp"), "letters go through many hands");
        assert_eq!(python("icalendar", &ics)["method"], method);
        assert!(ics.contains("ORGANIZER;CN=Assemble:mailto:assemble@localhost"), "{ics}");
    }
}
