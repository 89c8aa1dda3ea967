//! 手紙: a letter to some or all of those who registered. It is shown as it will be read before it goes.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use sha2::{Digest, Sha256};

use super::Ask;
use crate::accounts::store::Contact;
use crate::kit::form::{chars, one_line};
use crate::kit::id::{RowId, UserId};
use crate::kit::{Error, FieldErrors, Locale, Viewer};
use crate::server::config::Config;
use crate::server::db::Conn;
use crate::server::failure::Result;
use crate::server::mail::Letter;
use crate::ui::{Button, Form, FormState, Hidden, Select, TextAreaField, TextField, carried};
use crate::workshops::api::planning::people::LetterSend;
use crate::workshops::model::Editor;
use crate::workshops::model::people::LetterForm;
use crate::workshops::model::plan::MAX_LETTER;
use crate::workshops::store::{Workshop, people};
use crate::{t, tl};

/// A letter that can be sent: subject and text.
pub fn read(form: &LetterForm, locale: Locale) -> crate::kit::Result<(String, String)> {
    let mut errors = FieldErrors::default();
    let subject = one_line(&form.subject);
    let text = form.text.replace("\r\n", "\n").replace('\r', "\n");
    let text: String = text.chars().filter(|c| !c.is_control() || *c == '\n').collect::<String>().trim().to_owned();
    errors.check(!subject.is_empty(), "subject", tl!(locale, planning.error_subject));
    let words = |most: usize, now: usize| tl!(locale, workshops.error_long, most = most, now = now);
    errors.check(chars(&subject) <= 100, "subject", words(100, chars(&subject)));
    errors.check(!text.is_empty(), "text", tl!(locale, planning.error_text));
    errors.check(chars(&text) <= MAX_LETTER, "text", words(MAX_LETTER, chars(&text)));
    errors.finish()?;
    Ok((subject, text))
}

/// Who gets which words, in short: a letter goes only as it was read over.
pub fn seen(users: &[UserId], (subject, text): (&str, &str)) -> String {
    let mut digest = Sha256::new();
    for part in users.iter().map(UserId::as_str).chain([subject, text]) {
        digest.update(part.len().to_le_bytes());
        digest.update(part.as_bytes());
    }
    digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The letter to one person, in their language around the host's own words. It leads to the page of the workshop if
/// `opens` says that they can open it.
pub fn written(
    config: &Config,
    workshop: &Workshop,
    host: &str,
    (subject, text): (&str, &str),
    (user, to): (&UserId, &Contact),
    opens: bool,
) -> Letter {
    let title = workshop.details.title.as_str();
    let mut letter = Letter::new(Some(user.clone()), &to.address, "workshop_host", to.locale, subject).paragraph(tl!(
        to.locale,
        workshops.mail_hello,
        name = to.name.as_str()
    ));
    for paragraph in text.split("\n\n").filter(|paragraph| !paragraph.trim().is_empty()) {
        letter = letter.paragraph(paragraph.trim());
    }
    let letter = letter.note(tl!(to.locale, planning.mail_from, host = host, title = title));
    match opens {
        true => letter.button(tl!(to.locale, workshops.mail_button), config.link(&workshop.page())),
        false => letter,
    }
}

/// The part.
pub async fn show(ask: &Ask<'_>) -> Result<AnyView> {
    let editor = Editor::of(ask.viewer)?;
    let mut conn = ask.state.db.read().await?;
    let chosen = ask.of("people").to_owned();
    let ids: Vec<String> = chosen.split('.').map(str::to_owned).collect();
    let mut options = Vec::new();
    for (to, words) in [
        ("chosen", t!(planning.to_chosen)),
        ("seated", t!(planning.to_seated)),
        ("waiting", t!(planning.to_waiting)),
        ("all", t!(planning.to_all)),
        ("unpaid", t!(planning.seated_not_paid)),
        ("course", t!(planning.to_course)),
    ] {
        let count = people::receivers(&mut conn, &editor, ask.workshop, to, &ids).await?.len();
        let offered = match to {
            "chosen" => count > 0,
            "unpaid" => count > 0 && !ask.workshop.fee.is_empty(),
            "course" => ask.workshop.series.is_some(),
            _ => true,
        };
        if offered {
            options.push((to.to_owned(), t!(planning.to_count, words = words, n = count)));
        }
    }
    let id = ask.workshop.id.to_string();
    let fresh: RowId = ask.state.new_id();
    let send = ServerAction::<LetterSend>::new();
    let looked = looked(&mut conn, &editor, ask).await?;
    let verb = if looked.is_some() { t!(planning.send) } else { t!(planning.look) };
    // The one that the address asks for, else the first.
    let wanted = options.iter().find(|(to, _)| to == ask.of("to")).or(options.first());
    let first = wanted.map(|(to, _)| to.clone()).unwrap_or_default();
    Ok(view! {
        <section class="part" aria-labelledby="letter">
            <h2 id="letter">{t!(planning.tab_letter)}</h2>
            <p>{t!(planning.letter_words)}</p>
            <Form action=send reload=true calm=looked.is_some()>
                <Preview fresh=fresh.into() looked=looked/>
                <Hidden name="workshop" value=id/>
                <Hidden name="people" value=chosen/>
                <Select name="to" label=t!(planning.to) options=options value=first required=true/>
                <TextField name="subject" label=t!(planning.subject) required=true/>
                <TextAreaField name="text" label=t!(planning.text) hint=t!(planning.text_hint) rows=10 required=true/>
                <Button>{verb}</Button>
            </Form>
        </section>
    }
    .into_any())
}

/// A letter that came back for a last look.
struct Looked {
    /// Who gets which words, in short.
    seen: String,
    /// How many people get it.
    count: usize,
    subject: String,
    /// Greeting, text and signature, made as for those who get it.
    html: String,
}

/// The letter that was typed, if it came back to be read and has no fault.
async fn looked(conn: &mut Conn, editor: &Editor, ask: &Ask<'_>) -> Result<Option<Looked>> {
    let back = carried().filter(|carried| carried.action == LetterSend::url());
    let back = back.filter(|carried| {
        let refused = carried.error.as_ref().and_then(Error::field_errors);
        refused.is_some_and(|errors| errors.of("seen").is_some())
    });
    let Some(carried) = back else { return Ok(None) };
    let typed = |name: &str| {
        let found = carried.values.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.clone()).unwrap_or_default()
    };
    let form = LetterForm { subject: typed("form[subject]"), text: typed("form[text]"), ..LetterForm::default() };
    let Viewer { id, name, locale, zone, .. } = ask.viewer;
    let Ok((subject, text)) = read(&form, *locale) else { return Ok(None) };
    let chosen: Vec<String> = typed("form[people]").split('.').map(str::to_owned).collect();
    let users = people::receivers(conn, editor, ask.workshop, &typed("form[to]"), &chosen).await?;
    if users.is_empty() {
        // Everybody has left meanwhile: there is nobody to write to.
        return Ok(None);
    }
    let reader = Contact {
        name: t!(planning.preview_name).to_owned(),
        address: String::new(),
        locale: *locale,
        zone: zone.clone(),
    };
    let opens = ask.workshop.life.published_at.is_some();
    let html = written(&ask.state.config, ask.workshop, name, (&subject, &text), (id, &reader), opens).body();
    Ok(Some(Looked { seen: seen(&users, (&subject, &text)), count: users.len(), subject, html }))
}

/// The letter as it will be read. Until it was, it does not go.
#[component]
fn Preview(fresh: String, looked: Option<Looked>) -> impl IntoView {
    let letter = FormState::here().typed("letter").unwrap_or(fresh);
    let seen = looked.as_ref().map(|looked| looked.seen.clone()).unwrap_or_default();
    view! {
        <Hidden name="letter" value=letter/>
        <Hidden name="seen" value=seen/>
        {looked.map(|looked| view! {
            // The page begins here when it comes back.
            <section class="sheet" aria-labelledby="preview" tabindex="-1" autofocus=true>
                <h3 id="preview">{t!(planning.preview_title, n = looked.count)}</h3>
                <p role="status">{t!(planning.look_first, n = looked.count)}</p>
                <p><strong dir="auto">{looked.subject}</strong></p>
                <div class="prose" dir="auto" inner_html=looked.html></div>
                <p class="note">{t!(planning.preview_around)}</p>
            </section>
        })}
    }
}
