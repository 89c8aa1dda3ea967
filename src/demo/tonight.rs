//! A gathering of today whose room is open and not begun, so that whoever tries the demo can hold one: the host has the
//! console, Mika has a seat and stands at the door, the others came in. It is shown by link: no list has it.

use super::calendar::ZONE;
use super::stage::Stage;
use crate::kit::id::{RowId, WorkshopId};
use crate::live::plan::content;
use crate::live::plan::draft::Change;
use crate::live::plan::store as run_sheets;
use crate::live::room::store::hosting::{self, Opened};
use crate::live::room::store::people;
use crate::server::db::Conn;
use crate::server::failure::{Failure, Result};
use crate::workshops::model::plan::Visibility;
use crate::workshops::model::{Editor, Kind};
use crate::workshops::reminders;
use crate::workshops::store::plan::{self, Entry};
use crate::workshops::store::{self as workshops, Asking, By, Details, seating};

/// Who stands at the door.
const AT_THE_DOOR: &str = "mika";

/// Who came in: the keys of people, and the names that they want to be called.
const INSIDE: [(&str, &str); 11] = [
    ("haruka", "はるか"),
    ("kanade", "かなで"),
    ("hotaru", "ほたる"),
    ("daichi", "だいち"),
    ("nagi", "なぎ"),
    ("oshima", "おおしま"),
    ("yuzuru", "ゆずる"),
    ("miyabi", "みやび"),
    ("shiori", "しおり"),
    ("ibuki", "いぶき"),
    ("hinata", "ひなた"),
];

/// The gathering, its seats and its room.
pub async fn fill(conn: &mut Conn, stage: &mut Stage<'_>) -> Result<()> {
    let now = stage.calendar.now();
    let planned = now.plus_days(-6);
    let host = stage.person("mizuno")?;
    let editor = Editor::Host(host.clone());
    let id: WorkshopId = stage.id(planned);
    let by = |now| By { editor: &editor, actor: &host, now };
    workshops::create(conn, &id, &host, &details(stage), planned).await?;
    let entry = Entry { visibility: Visibility::Link, mode: "first".to_owned(), offer_hours: 24, ..Entry::default() };
    plan::save_entry(conn, &id, &entry, "demo-tonight", &host, planned).await?;
    let template = content::template("t1").ok_or_else(|| Failure::refused("there is no t1".to_owned()))?;
    let begun = run_sheets::change(conn, by(planned), &id, 0, &Change::Start(template.sheet.clone())).await?;
    begun.map_err(|_| Failure::refused("tonight has no run sheet".to_owned()))?;
    if !workshops::publish(conn, by(planned.plus_hours(20)), &id).await? {
        return Err(Failure::refused("tonight cannot be published".to_owned()));
    }
    for (at, key) in (1..).zip(INSIDE.iter().map(|(key, _)| *key).chain([AT_THE_DOOR])) {
        let guest = stage.person(key)?;
        let when = planned.plus_hours(20 + 6 * at);
        seating::register_with(conn, stage.config, &id, &guest, &Asking::default(), when).await?;
    }
    reminders::write_due(conn, stage.config, stage.vault, now).await?;
    let kept = run_sheets::read(conn, &id).await?;
    let sheet = kept.map(|kept| kept.draft.sheet).unwrap_or_default();
    let chance: RowId = stage.id(now);
    if hosting::open(conn, by(now), &id, &sheet, &chance).await? != Opened::Done {
        return Err(Failure::refused("the room of tonight cannot be opened".to_owned()));
    }
    for (key, name) in INSIDE {
        let guest = stage.person(key)?;
        people::enter(conn, &id, &guest, name, now).await?;
    }
    Ok(())
}

fn details(stage: &Stage<'_>) -> Details {
    let starts_at = stage.calendar.now().plus_minutes(20);
    Details {
        kind: Kind::Exchange,
        title: "今夜の交流会（ためしに開ける部屋）".to_owned(),
        body: "職種のちがう人と、四人ずつで話します。部屋はもう開いています。".to_owned(),
        starts_at,
        ends_at: starts_at.plus_minutes(90),
        zone: ZONE.to_owned(),
        capacity: 16,
        place: String::new(),
        online_url: "https://meet.demo.example/tonight".to_owned(),
    }
}
