use super::*;
use crate::live::plan::content::templates;
use crate::live::plan::model::{Mix, Overrun, Tool};
use crate::live::tools::model::Naming;

fn fields(outcome: Result<Change>) -> Vec<String> {
    match outcome {
        Err(Error::Invalid(errors)) => errors.0.into_iter().map(|error| error.field).collect(),
        other => panic!("{other:?}"),
    }
}

fn list(then: &str) -> ListForm {
    let text = str::to_owned;
    ListForm {
        title: text("秋の会"),
        least: text("６"),
        most: text("12"),
        min: [("b1", "５"), ("b2", "20")].map(|(key, min)| (text(key), text(min))).into(),
        then: text(then),
        ..ListForm::default()
    }
}

fn block() -> BlockForm {
    let text = str::to_owned;
    BlockForm {
        block: text("b1"),
        title: text(" 対話\u{202e} "),
        min: text("20"),
        kind: text("breakout"),
        group: text("4"),
        mix: text("remix"),
        tool: text("none"),
        turn: text("180"),
        bell: text("30"),
        overrun: text("shrink"),
        ..BlockForm::default()
    }
}

fn prompt() -> PromptForm {
    let text = str::to_owned;
    PromptForm {
        block: text("b1"),
        kind: text("choice"),
        naming: text("named"),
        label: text("来られますか | Can you come?"),
        choices: text("はい | Yes\r\n\r\n いいえ\n"),
        ..PromptForm::default()
    }
}

#[test]
fn the_list_is_read_with_its_button() {
    let Change::List { title, size, minutes, then } = list("to:b2:0").read(Locale::ja).expect("fine") else {
        panic!("a list")
    };
    assert_eq!((title.ja.as_str(), size), ("秋の会", (6, 12)));
    assert_eq!(minutes, [("b1".to_owned(), 5), ("b2".to_owned(), 20)]);
    assert_eq!(then, Some(Step::To("b2".to_owned(), 0)));
    for then in ["explode:b1", "to:b1:x", "to:b1", "UP:b1", "took:b1", "took:b1:0", "took:b1:241"] {
        assert_eq!(list(then).read(Locale::ja), Err(Error::BadRequest), "{then}");
    }
}

#[test]
fn a_faulty_list_says_where() {
    let refused = |change: fn(&mut ListForm)| {
        let mut form = list("");
        change(&mut form);
        fields(form.read(Locale::en))
    };
    assert_eq!(refused(|form| form.title = " ".to_owned()), ["title"]);
    assert_eq!(refused(|form| form.least = "13".to_owned()), ["most"]);
    assert_eq!(refused(|form| form.most = "many".to_owned()), ["most", "most"]);
    for min in ["0", "241", "-1", "99999999999999999999", "💺"] {
        let mut form = list("");
        form.min.insert("b2".to_owned(), min.to_owned());
        assert_eq!(fields(form.read(Locale::ja)), ["min.b2"], "{min}");
    }
    assert_eq!(refused(|form| drop(form.min.insert("b1".to_owned(), String::new()))), ["min.b1"]);
}

#[test]
fn a_block_is_read_with_what_belongs_to_its_kind() {
    let Change::Block(key, read) = block().read(Locale::ja).expect("fine") else { panic!("a block") };
    assert_eq!((key.as_str(), read.title.ja.as_str(), read.group, read.mix), ("b1", "対話", Some(4), Mix::Remix));
    assert_eq!(read.turns, Some(Turns { per_person_s: 180, bell_s: 30 }));
    assert_eq!((read.tool, read.overrun), (Tool::None, Overrun::Shrink));
    let solo = BlockForm { kind: "solo".to_owned(), turn: String::new(), ..block() };
    let Change::Block(_, read) = solo.read(Locale::ja).expect("fine") else { panic!("a block") };
    assert_eq!((read.group, read.mix, read.turns), (None, Mix::New, None));
    let english = BlockForm { title: String::new(), title_en: "Talk".to_owned(), ..block() };
    let Change::Block(_, read) = english.read(Locale::ja).expect("fine") else { panic!("a block") };
    assert_eq!((read.title.ja.as_str(), read.title.en.as_str()), ("Talk", ""));
}

#[test]
fn a_faulty_block_says_where() {
    let refused = |change: fn(&mut BlockForm)| {
        let mut form = block();
        change(&mut form);
        form.read(Locale::ja)
    };
    assert_eq!(fields(refused(|form| form.title = String::new())), ["title"]);
    assert_eq!(fields(refused(|form| form.min = String::new())), ["min"]);
    assert_eq!(fields(refused(|form| form.group = "2".to_owned())), ["group"]);
    assert_eq!(fields(refused(|form| form.turn = "5".to_owned())), ["turn"]);
    assert_eq!(fields(refused(|form| form.bell = "181".to_owned())), ["bell"]);
    assert_eq!(fields(refused(|form| form.says = "長".repeat(100_000))), ["says"]);
    let hostile: [fn(&mut BlockForm); 4] = [
        |form| form.kind = "party".to_owned(),
        |form| form.mix = String::new(),
        |form| form.tool = "radio".to_owned(),
        |form| form.overrun = "{}".to_owned(),
    ];
    for change in hostile {
        assert_eq!(refused(change), Err(Error::BadRequest));
    }
    assert_eq!(BlockForm::default().read(Locale::ja), Err(Error::BadRequest), "nothing at all");
}

#[test]
fn a_prompt_is_read_with_what_belongs_to_its_kind() {
    let Change::Prompt(_, None, asked) = prompt().read(Locale::ja).expect("fine") else { panic!("a new prompt") };
    assert_eq!((asked.naming, line_of(&asked.label).as_str()), (Naming::Named, "来られますか | Can you come?"));
    assert_eq!(asked.choices.iter().map(line_of).collect::<Vec<_>>(), ["はい | Yes", "いいえ"]);
    let text = str::to_owned;
    let scale = PromptForm { kind: text("scale"), at: text("2"), steps: text("５"), low: text("低い"), ..prompt() };
    let Change::Prompt(_, Some(2), asked) = scale.read(Locale::ja).expect("fine") else { panic!("the third prompt") };
    assert_eq!((asked.steps, asked.ends.0.ja.as_str(), asked.choices.len()), (5, "低い", 0));
    let seconds = PromptForm { seconds: text("5"), ..prompt() };
    assert_eq!(fields(seconds.read(Locale::ja)), ["seconds"]);
    let one = PromptForm { choices: text("はい"), ..prompt() };
    assert_eq!(fields(one.read(Locale::ja)), ["choices"]);
    let nth = |at: &str| PromptForm { at: text(at), ..prompt() };
    assert_eq!(nth("-1").read(Locale::ja), Err(Error::BadRequest));
    assert_eq!(nth("").dropped(), Err(Error::BadRequest));
    assert_eq!(nth("1").dropped(), Ok(Change::DropPrompt(text("b1"), 1)));
}

#[test]
fn what_ships_reads_as_it_was_when_it_is_saved_again() {
    for one in templates() {
        for block in &one.sheet.blocks {
            let turns = block.turns;
            let form = BlockForm {
                block: block.key.clone(),
                title: block.title.ja.clone(),
                title_en: block.title.en.clone(),
                min: block.min.to_string(),
                kind: name_of(&block.kind),
                group: block.group.map(|n| n.to_string()).unwrap_or_default(),
                mix: name_of(&block.mix),
                says: block.host_says.ja.clone(),
                says_en: block.host_says.en.clone(),
                tool: name_of(&block.tool),
                turn: turns.map(|turns| turns.per_person_s.to_string()).unwrap_or_default(),
                bell: turns.map(|turns| turns.bell_s.to_string()).unwrap_or_default(),
                overrun: name_of(&block.overrun),
                check_out: block.check_out,
                ..BlockForm::default()
            };
            let expected = Block { prompts: Vec::new(), ..block.clone() };
            let read = form.read(Locale::ja).expect("fine");
            assert_eq!(read, Change::Block(block.key.clone(), Box::new(expected)));
        }
    }
}
