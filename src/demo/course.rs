//! A course of eight dates: planned with another host, asked about beforehand, published, and joined as a whole.

use super::calendar::ZONE;
use super::stage::Stage;
use crate::kit::id::{QuestionId, WorkshopId};
use crate::kit::{Locale, Moment};
use crate::server::db::Conn;
use crate::server::failure::{Failure, Result};
use crate::workshops::model::questions::{QuestionForm, Typed};
use crate::workshops::model::{Editor, Kind};
use crate::workshops::store::course::{self, Said};
use crate::workshops::store::plan::{Day, SeatRule};
use crate::workshops::store::series::{self, Course};
use crate::workshops::store::{self as workshops, Asking, By, Details, plan, questions, team};

/// How many evenings.
const DATES: usize = 8;

/// What is asked: the question, its kind, its choices.
const ASKED: [(&str, &str, &str); 3] = [
    ("参加のきっかけ", "short", ""),
    ("よく会うのは", "one", "子ども\n大人\n高齢の方"),
    ("話したことを外に持ちださない約束を守ります", "consent", ""),
];

/// Who comes to all of it, and why.
const GUESTS: [(&str, &str); 4] = [
    ("haruka", "ひとりで抱えがちなので"),
    ("sora", "先輩にすすめられて"),
    ("matsu", "訪問の帰り道に考えたくて"),
    ("takumi", "学校の外の人と話したい"),
];

/// The whole course.
pub async fn fill(conn: &mut Conn, stage: &mut Stage<'_>) -> Result<()> {
    let planned = stage.calendar.now().plus_days(-9);
    let (host, other) = (stage.person("takase")?, stage.person("mizuno")?);
    let editor = Editor::Host(host.clone());
    let id: WorkshopId = stage.id(planned);
    let details = details(stage.calendar.weekday(35, "wed", "20:00")?);
    workshops::create(conn, &id, &host, &details, planned).await?;
    let by = By { editor: &editor, actor: &host, now: planned };
    team::add(conn, by, &id, &other).await?;
    let mut ids = Vec::new();
    for (label, kind, choices) in ASKED {
        let question: QuestionId = stage.id(planned);
        let form = QuestionForm {
            workshop: id.to_string(),
            question: question.to_string(),
            kind: kind.to_owned(),
            label: label.to_owned(),
            choices: choices.to_owned(),
            required: true,
            ..QuestionForm::default()
        };
        questions::save(conn, &editor, &host, &id, &form, Locale::ja, planned).await?;
        ids.push(question.to_string());
    }
    let kept = SeatRule {
        profession: "nurse".to_owned(),
        kept: 2,
        most: None,
        target: Some(3),
        released_at: Some(details.starts_at.plus_hours(-72)),
    };
    plan::save_rules(conn, &id, &[kept], &host, planned).await?;
    let day = Day {
        materials_before: "はじめの夜までに、**「この仕事を選んだ日のこと」**を思い出しておいてください。".to_owned(),
        reminders: vec![1_440],
        purge_days: 30,
        certificate_minutes: Some(90),
        certificate_share: 80,
        ..Day::default()
    };
    plan::save_day(conn, &id, &day, &host, planned).await?;
    let course = Course {
        id: stage.id(planned),
        joining: "both".to_owned(),
        copies: (1..DATES).map(|_| stage.id(planned)).collect(),
        weeks: 1,
    };
    series::make(conn, by, &id, &course).await?;
    if series::publish(conn, &editor, &host, &id, planned.plus_hours(20)).await? != DATES {
        return Err(Failure::refused("the course cannot be published".to_owned()));
    }
    for (at, (key, why)) in (1..).zip(GUESTS) {
        let guest = stage.person(key)?;
        let answers = [why, "大人", "yes"];
        let typed: Typed = ids.iter().map(|id| format!("q{id}")).zip(answers.map(str::to_owned)).collect();
        let when = planned.plus_hours(20 + 12 * at);
        let said = Said { typed, key: String::new(), locale: Locale::ja, asking: Asking::default() };
        course::register(conn, stage.config, stage.vault, &id, &guest, &said, when).await?;
    }
    Ok(())
}

fn details(starts_at: Moment) -> Details {
    Details {
        kind: Kind::Training,
        title: "ケースを、ちがう職種の目で見る8回".to_owned(),
        body: "ひとつのケースを、毎回ちがう職種の目で見なおす連続講座です。\n\n- 毎週水曜の夜、90分\n- はじめの30分は、話題を出す人の話をただ聴きます\n- 途中の回からでも、1回だけでもどうぞ".to_owned(),
        starts_at,
        ends_at: starts_at.plus_minutes(90),
        zone: ZONE.to_owned(),
        capacity: 16,
        place: String::new(),
        online_url: "https://meet.demo.example/eight-evenings".to_owned(),
    }
}
