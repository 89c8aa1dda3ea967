use leptos::prelude::*;

use super::certify::{CertifyAll, Rows, TermsOf};
use super::opinions::Opinions;
use super::{DayHead, Numbers};
use crate::t;
use crate::ui::{Button, Flash, Form, Hidden, Load, TextField, came_back};
use crate::workshops::day::api::host::{self, Share};
use crate::workshops::day::model::After;
use crate::workshops::view::id_here;

/// Afterwards, for the host: who was there, certificates, and what people say.
#[component]
pub fn HostAfter() -> impl IntoView {
    let id = id_here();
    let shown = Resource::new(move || id.get(), |id| async move { host::afterwards(id.parse()?).await });
    view! {
        <Load what=shown let:shown>
            <Shown after=shown/>
        </Load>
    }
}

#[component]
fn Shown(after: After) -> impl IntoView {
    let After { workshop, counts, people, feedback, terms } = after;
    let id = workshop.id.to_string();
    let (report, cards) = (format!("/live/{id}/report"), format!("/live/{id}/cards"));
    let over = workshop.over;
    let share = ServerAction::<Share>::new();
    let came = !people.is_empty();
    let ready = people.iter().filter(|one| one.eligible && one.certificate.is_none()).count();
    view! {
        <div class="room" data-shape="form">
            <DayHead workshop=workshop words=t!(day.after) back=format!("/host/{id}")>
                <Flash words=flash_words/>
                <p class="line" data-print="no"><a href=report rel="external">{t!(after.report)}</a><a href=cards rel="external">{t!(after.cards)}</a></p>
            </DayHead>
            <div class="stack" data-gap="large">
                <Numbers counts=counts/>
                <section class="part" aria-labelledby="came">
                    <h2 id="came">{t!(day.certificates)}</h2>
                    {if came {
                        view! {
                            {if over {
                                view! { <CertifyAll id=id.clone() ready=ready/> }.into_any()
                            } else {
                                view! { <p class="note">{t!(day.certify_later)}</p> }.into_any()
                            }}
                            <Rows id=id.clone() people=people over=over/>
                            <details class="fold" open={came_back::<Share>(None)}>
                                <summary>{t!(day.share_all)}</summary>
                                <Form action=share>
                                    <Hidden name="workshop" value=id/>
                                    <TextField name="share" label=t!(day.share) hint=t!(day.share_hint) value="100" inputmode="numeric" short=true required=true/>
                                    <Button kind="quiet">{t!(day.share_verb)}</Button>
                                </Form>
                            </details>
                        }
                        .into_any()
                    } else {
                        view! { <p class="note">{t!(day.nobody_came)}</p> }.into_any()
                    }}
                </section>
                <Opinions feedback=feedback/>
            </div>
            <aside class="beside"><TermsOf terms=terms/></aside>
        </div>
    }
}

fn flash_words(done: &str) -> Option<&'static str> {
    match done {
        "share" => Some(t!(day.done_share)),
        "terms" => Some(t!(day.done_terms)),
        "certified" => Some(t!(day.done_certified)),
        "nobody" => Some(t!(day.done_nobody)),
        "revoked" => Some(t!(day.done_revoked)),
        _ => None,
    }
}
