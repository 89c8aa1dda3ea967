//! Server functions of the run sheet. Whoever may not change the workshop learns nothing of it here.

use leptos::prelude::*;
use leptos_axum::redirect;

use super::draft::{Change, Refused};
use super::forms::{self, BlockForm, ForgetForm, KeepForm, ListForm, PromptForm, StartForm};
use super::model::{Both, RunSheet};
use super::pages::{self, SheetPage};
use super::{content, store};
use crate::kit::id::{TemplateId, WorkshopId};
use crate::kit::{Error, Result, Viewer};
use crate::server::{AppState, state, viewer};
use crate::tl;
use crate::workshops::guard::opened;
use crate::workshops::model::Editor;
use crate::workshops::store::{By, Workshop};

/// The fewest people that a sheet begun empty is made for.
const FEWEST: u32 = 3;

/// What `opened` gives.
type Opened = (AppState, Viewer, Editor, Workshop);

/// The run sheet of a workshop, and what it can begin with.
#[server(endpoint = "plan/sheet")]
pub async fn sheet(id: WorkshopId) -> Result<SheetPage> {
    let (state, viewer, _, workshop) = opened(&id).await?;
    Ok(pages::sheet(&mut *state.db.read().await?, &viewer, &workshop).await?)
}

/// Begins with a template, or with nothing; also in the place of what was there.
#[server(endpoint = "plan/start")]
pub async fn start(form: StartForm) -> Result<()> {
    let id: WorkshopId = form.workshop.parse()?;
    let opened = opened(&id).await?;
    let (state, viewer, _, workshop) = &opened;
    let sheet = match (form.source.as_str(), content::template(&form.source)) {
        ("empty", _) => {
            let most = u32::try_from(workshop.details.capacity).unwrap_or(FEWEST).max(FEWEST);
            let title = Both { ja: workshop.details.title.clone(), en: String::new() };
            RunSheet { title, size: (FEWEST, most), blocks: Vec::new() }
        }
        (_, Some(template)) => template.sheet.clone(),
        (own, None) => {
            let own: TemplateId = own.parse()?;
            store::template(&mut *state.db.read().await?, &viewer.id, &own).await?
        }
    };
    keep(opened, form.revision, Change::Start(sheet)).await?;
    redirect(&format!("/host/{id}/run?done=started"));
    Ok(())
}

/// Saves the list, and does what its button says.
#[server(endpoint = "plan/list")]
pub async fn save_list(form: ListForm) -> Result<()> {
    let id: WorkshopId = form.workshop.parse()?;
    let opened = opened(&id).await?;
    let change = form.read(opened.1.locale)?;
    let about = keep(opened, form.revision, change).await?;
    let done = match form.then.split(':').next().unwrap_or_default() {
        "remove" => "removed",
        "undo" => "undone",
        "" => "saved",
        _ => "moved",
    };
    match about {
        // Something new has to be called something.
        Some(key) if form.then == "add" => redirect(&format!("/host/{id}/run?block={key}")),
        Some(key) => redirect(&format!("/host/{id}/run?done={done}#{key}")),
        None => redirect(&format!("/host/{id}/run?done={done}")),
    }
    Ok(())
}

/// Saves a block.
#[server(endpoint = "plan/block")]
pub async fn save_block(form: BlockForm) -> Result<()> {
    let id: WorkshopId = form.workshop.parse()?;
    let opened = opened(&id).await?;
    let change = form.read(opened.1.locale)?;
    let key = keep(opened, form.revision, change).await?.unwrap_or_default();
    redirect(&format!("/host/{id}/run?done=saved#{key}"));
    Ok(())
}

/// Saves a prompt of a block, or adds one.
#[server(endpoint = "plan/prompt")]
pub async fn save_prompt(form: PromptForm) -> Result<()> {
    let id: WorkshopId = form.workshop.parse()?;
    let opened = opened(&id).await?;
    let change = form.read(opened.1.locale)?;
    let key = keep(opened, form.revision, change).await?.unwrap_or_default();
    redirect(&format!("/host/{id}/run?block={key}&done=prompt#prompts"));
    Ok(())
}

/// Takes a prompt out of a block.
#[server(endpoint = "plan/drop_prompt")]
pub async fn drop_prompt(form: PromptForm) -> Result<()> {
    let id: WorkshopId = form.workshop.parse()?;
    let opened = opened(&id).await?;
    let change = form.dropped()?;
    let key = keep(opened, form.revision, change).await?.unwrap_or_default();
    redirect(&format!("/host/{id}/run?block={key}&done=prompt_gone#prompts"));
    Ok(())
}

/// Keeps the run sheet as a template of one's own.
#[server(endpoint = "plan/keep_template")]
pub async fn keep_template(form: KeepForm) -> Result<()> {
    let id: WorkshopId = form.workshop.parse()?;
    let (state, viewer, editor, _) = opened(&id).await?;
    let locale = viewer.locale;
    let title = forms::template_title(&form, locale)?;
    let template: TemplateId = state.new_id();
    let input = (editor, viewer.id, id.clone(), (template, title), state.now());
    let keeping = state.db.write(input, |tx, (editor, actor, id, (template, title), now)| {
        Box::pin(store::keep(tx, By { editor, actor, now: *now }, id, (template, title.as_str())))
    });
    if !keeping.await? {
        return Err(Error::field("title", tl!(locale, plan.error_templates, most = store::MAX_TEMPLATES)));
    }
    redirect(&format!("/host/{id}/run?done=kept"));
    Ok(())
}

/// Deletes a template of one's own.
#[server(endpoint = "plan/forget_template")]
pub async fn forget_template(form: ForgetForm) -> Result<()> {
    let (viewer, state) = (viewer()?, state());
    let id: WorkshopId = form.workshop.parse()?;
    let template: TemplateId = form.template.parse()?;
    let forgetting =
        state.db.write((viewer.id, template), |tx, (owner, template)| Box::pin(store::forget(tx, owner, template)));
    forgetting.await?;
    redirect(&format!("/host/{id}/run?done=forgotten"));
    Ok(())
}

/// Changes the run sheet, if it is still at that revision: the key of the block that it was about.
async fn keep(opened: Opened, revision: i64, change: Change) -> Result<Option<String>> {
    let (state, viewer, editor, workshop) = opened;
    let locale = viewer.locale;
    let input = (editor, viewer.id, workshop.id, (revision, change), state.now());
    let changing = state.db.write(input, |tx, (editor, actor, id, (revision, change), now)| {
        Box::pin(store::change(tx, By { editor, actor, now: *now }, id, *revision, change))
    });
    changing.await?.map_err(|refused| match refused {
        Refused::Gone => Error::NotFound,
        Refused::Full => Error::field("", tl!(locale, plan.error_full)),
    })
}
