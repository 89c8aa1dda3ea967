//! Everything of one's own in one file: a Markdown file an entry, the same as data, and every saved version.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::kept::{self, Kept, Received};
use super::pack::Packer;
use super::store;
use crate::coaching::reviews::model::{Remark, Said};
use crate::journal::model::{Answer, Ask, Question, Sheet, sheet};
use crate::journal::store as journal;
use crate::kit::id::EntryId;
use crate::kit::{Moment, Viewer};
use crate::server::crypto::Vault;
use crate::server::db::Conn;
use crate::server::{Failure, Result, time};
use crate::tl;

/// Packs the entries, a Markdown file each, all of them as data, and every saved version. Nothing but the names stays
/// from one kind of file to the next: the entries are read anew for each, a few at a time, in one snapshot.
pub async fn pack(packer: &Packer, conn: &mut Conn, vault: &Vault, viewer: &Viewer, now: Moment) -> Result<()> {
    let day = time::full_day(now, &viewer.zone, viewer.locale);
    let readme = tl!(viewer.locale, writing.file_readme_words, name = viewer.name.clone(), day = day);
    packer.whole(&format!("{}.md", tl!(viewer.locale, writing.file_readme)), readme).await;
    let folder = tl!(viewer.locale, writing.file_folder);
    let spans = kept::spans(&store::begun(conn, &viewer.id).await?);
    let mut taken = BTreeSet::new();
    let mut names = Vec::new();
    for span in &spans {
        for one in kept::some(conn, vault, viewer, *span).await? {
            let sheet = sheet(&one.written.template, viewer.locale);
            let name = free_name(&mut taken, &file_name(viewer, &one, &sheet));
            packer.whole(&format!("{folder}/{name}.md"), markdown(viewer, &one, &sheet)).await;
            names.push((one.written.id, name));
        }
    }
    packer.file("journal.json").await;
    let made_at = json!(time::rfc3339(now, &viewer.zone));
    let head = format!("{{\"format\": \"assemble-journal\", \"version\": 1, \"made_at\": {made_at}, \"entries\": [");
    packer.text(head).await;
    let mut before = "\n";
    for span in &spans {
        for one in kept::some(conn, vault, viewer, *span).await? {
            let data = serde_json::to_string_pretty(&data(viewer, &one));
            let data = data.map_err(|error| Failure::other("writing a journal", error))?;
            packer.text(format!("{before}{data}")).await;
            before = ",\n";
        }
    }
    packer.text("\n]}\n".to_owned()).await;
    for (id, name) in &names {
        versions(packer, conn, vault, viewer, (id, name.as_str())).await?;
    }
    Ok(())
}

/// Packs every saved version of an entry as data, a few at a time.
async fn versions(
    packer: &Packer,
    conn: &mut Conn,
    vault: &Vault,
    viewer: &Viewer,
    (entry, name): (&EntryId, &str),
) -> Result<()> {
    packer.file(&format!("{}/{name}.json", tl!(viewer.locale, writing.file_versions))).await;
    let (mut after, mut before) = (0, "[");
    loop {
        let some = journal::opened_after(conn, vault, &viewer.id, entry, after).await?;
        let Some((last, _)) = some.last() else { break };
        after = last.seq;
        for (version, answers) in &some {
            let one = json!({
                "version": version.seq,
                "written_on": version.base,
                "kind": version.kind.as_str(),
                "saved_at": time::rfc3339(version.saved_at, &viewer.zone),
                "answers": answers,
            });
            packer.text(format!("{before}\n{one}")).await;
            before = ",";
        }
    }
    packer.text(if after == 0 { "[]\n".to_owned() } else { "\n]\n".to_owned() }).await;
    Ok(())
}

/// `2026-11-24 出来事のサイクル`, without what file systems do not like.
fn file_name(viewer: &Viewer, kept: &Kept, sheet: &Sheet) -> String {
    let date = time::at(kept.written.created_at, &viewer.zone).date();
    let safe = |c: char| if c.is_control() || r#"/\:*?"<>|."#.contains(c) { '-' } else { c };
    format!("{date} {}", sheet.title.chars().map(safe).collect::<String>())
}

/// The name, or the name with a number when there is such a file already.
fn free_name(taken: &mut BTreeSet<String>, name: &str) -> String {
    let numbered = |at: usize| if at == 1 { name.to_owned() } else { format!("{name} ({at})") };
    let mut at = 1;
    while !taken.insert(numbered(at)) {
        at += 1;
    }
    numbered(at)
}

/// An entry as Markdown. The person's words stand as they wrote them.
fn markdown(viewer: &Viewer, kept: &Kept, sheet: &Sheet) -> String {
    let begun = time::day_and_clock(kept.written.created_at, &viewer.zone, viewer.locale);
    let mut out = format!("# {}\n\n{begun}\n", sheet.title);
    for step in &sheet.steps {
        if kept.written.answers.has(&step.id) {
            out.push_str(&format!("\n## {}\n", step.plain_label()));
            one(viewer, &mut out, step, &kept.written.answers.of(&step.id));
        }
    }
    for received in &kept.replies {
        reply(viewer, &mut out, received);
    }
    out.push_str(&format!("\n---\n{}\n", sheet.credit));
    out
}

fn reply(viewer: &Viewer, out: &mut String, received: &Received) {
    let Received { reply, remarks, said } = received;
    let (coach, at) = (reply.coach.clone(), reply.at.words.clone());
    let head = tl!(viewer.locale, writing.file_reply, coach = coach, at = at);
    out.push_str(&format!("\n## {head}\n\n{}\n", reply.text));
    if !remarks.is_empty() {
        out.push_str(&format!("\n### {}\n", tl!(viewer.locale, receipts.file_remarks)));
    }
    for remark in remarks {
        out.push_str(&format!("\n> {}\n\n{}\n", remark.quote.replace('\n', "\n> "), remark.text));
        dialogue(viewer, out, &remark.said);
    }
    if !said.is_empty() {
        out.push_str(&format!("\n### {}\n", tl!(viewer.locale, receipts.file_said)));
        dialogue(viewer, out, said);
    }
}

fn dialogue(viewer: &Viewer, out: &mut String, said: &[Said]) {
    for one in said {
        let (name, at) = (one.name.clone(), one.at.words.clone());
        let head = tl!(viewer.locale, receipts.file_line, name = name, at = at);
        out.push_str(&format!("\n**{head}**\n\n{}\n", one.text));
    }
}

fn one(viewer: &Viewer, out: &mut String, step: &Question, answer: &Answer) {
    let chosen = step.ask.chosen(answer);
    if !chosen.is_empty() {
        out.push_str(&format!("\n{}\n", chosen.join("・")));
    }
    if let (Some(number), Ask::Scale { hi, .. }) = (answer.scale, &step.ask) {
        out.push_str(&format!("\n{number} / {hi}\n"));
    }
    if let (Ask::Rows { cols }, false) = (&step.ask, answer.rows.is_empty()) {
        let heads: Vec<&str> = cols.iter().map(|col| col.label.as_str()).collect();
        out.push_str(&format!("\n|  | {} |\n|--|{}\n", heads.join(" | "), "--|".repeat(cols.len())));
        for (at, row) in answer.rows.iter().enumerate() {
            // A line end or a bar would end the cell.
            let cell = |id: &String| {
                row.get(id).map(|words| words.replace('|', "\\|").replace('\n', "<br>")).unwrap_or_default()
            };
            let cells: Vec<String> = cols.iter().map(|col| cell(&col.id)).collect();
            out.push_str(&format!("| {} | {} |\n", at + 1, cells.join(" | ")));
        }
    }
    if !answer.text.is_empty() {
        out.push_str(&format!("\n{}\n", answer.text));
    }
    if !answer.due.is_empty() {
        out.push_str(&format!("\n{}\n", tl!(viewer.locale, writing.file_due, day = answer.due.clone())));
    }
}

/// The same as data: the document as it is kept, with the words of its questions.
fn data(viewer: &Viewer, Kept { written, replies, shown }: &Kept) -> Value {
    let moment = |at: Moment| time::rfc3339(at, &viewer.zone);
    let said = |all: &[Said]| -> Vec<Value> {
        all.iter().map(|one| json!({ "from": one.name, "text": one.text, "at": one.at.iso })).collect()
    };
    let reply = |Received { reply, remarks, said: about }: &Received| {
        let remark = |one: &Remark| json!({ "passage": one.quote, "text": one.text, "said": said(&one.said) });
        json!({
            "from": reply.coach, "text": reply.text, "at": reply.at.iso, "version": reply.version,
            "remarks": remarks.iter().map(remark).collect::<Vec<_>>(),
            "said": said(about),
        })
    };
    let sheet = sheet(&written.template, viewer.locale);
    let questions: serde_json::Map<String, Value> =
        sheet.steps.iter().map(|step| (step.id.clone(), step.plain_label().into())).collect();
    json!({
        "id": written.id.as_str(),
        "template": { "id": written.template, "version": written.template_version, "title": sheet.title },
        "begun_at": moment(written.created_at),
        "finished_at": written.finished_at.map(moment),
        "questions": questions,
        "answers": written.answers,
        "shown": shown.iter().map(|(to, version, at, until)| json!({
            "to": to, "version": version, "at": moment(*at), "until": until.map(moment),
        })).collect::<Vec<_>>(),
        "replies": replies.iter().map(reply).collect::<Vec<_>>(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_files_share_a_name() {
        let mut taken = BTreeSet::new();
        assert_eq!(free_name(&mut taken, "a"), "a");
        assert_eq!(free_name(&mut taken, "a"), "a (2)");
        assert_eq!(free_name(&mut taken, "a"), "a (3)");
    }
}
