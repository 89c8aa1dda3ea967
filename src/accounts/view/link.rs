use leptos::prelude::*;

use super::token_here;
use crate::accounts::api;
use crate::accounts::model::Purpose;
use crate::t;
use crate::ui::{Load, PageTitle};

/// Where a one-time link leads: its form, which gets the token, as long as the link can be used; then why it cannot
/// be any more, and what to do instead. Opening the page uses nothing, mail programs do that too; the form does.
#[component]
pub fn LinkPage<F, V>(
    purpose: Purpose,
    title: &'static str,
    lead: &'static str,
    /// Why it cannot be used any more.
    over: &'static str,
    /// What to do then.
    #[prop(into)]
    instead: ViewFn,
    /// The form.
    children: F,
) -> impl IntoView
where
    F: Fn(String) -> V + Clone + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let token = StoredValue::new(token_here());
    let open = Resource::new(move || token.get_value(), move |token| api::link_is_open(purpose, token));
    view! {
        <PageTitle text=title/>
        <div class="room" data-shape="one">
            <Load what=open let:open>
                {
                    let (heading, words) = if open { (title, lead) } else { (t!(accounts.link_used_title), over) };
                    let below = if open { children(token.get_value()).into_any() } else { instead.run() };
                    view! {
                        <div class="stack">
                            <header class="page-head">
                                <h1>{heading}</h1>
                                <p class="lead">{words}</p>
                            </header>
                            {below}
                        </div>
                    }
                }
            </Load>
        </div>
    }
}
