use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::deid;
use crate::kit::locale;
use crate::t;
use crate::ui::{Choices, Hidden, Select, TextField};
use crate::worksheets::definition;
use crate::worksheets::model::play::{Draft, RingsPlay};
use crate::worksheets::scoring::w10::Node;
use crate::worksheets::sheets::model::SheetPage;
use crate::worksheets::sheets::moves::{new_person, person_fields};
use crate::worksheets::sheets::view::parts::{
    Act, ActButton, At, EnterKeeps, KeepOrFinish, Keeping, Press, StepFields, UndoButton,
};
use crate::worksheets::sheets::view::words::{choices, grades, named, or_none, w};

/// W10: people on three rings, by alias. One form: whatever is pressed, nothing that was written elsewhere on the page is
/// lost.
#[component]
pub fn Rings(page: SheetPage, play: RingsPlay, rings: &'static definition::Rings) -> impl IntoView {
    let RingsPlay { answers, history, draft, .. } = play;
    let nodes = answers.nodes;
    let asked = use_query_map().with_untracked(|query| query.get("person").and_then(|n| n.parse::<u32>().ok()));
    let asked = asked.and_then(|n| Some(person_fields(n, nodes.get(n as usize)?)));
    // What somebody was writing goes before what an address asks for.
    let draft = draft.or(asked).unwrap_or_else(|| new_person(rings));
    let open = !draft.word("new_at").is_empty();
    let (none, room) = (nodes.is_empty(), nodes.len() < rings.most as usize);
    let step = answers.step.unwrap_or_default();
    view! {
        <Keeping>
            <Press at=At::of(&page) key="rings">
                <EnterKeeps/>
                <section class="part" aria-labelledby="people">
                    <h2 id="people">{t!(sheets.people_title)}</h2>
                    {if none {
                        view! { <p class="note">{t!(sheets.people_none)}</p> }.into_any()
                    } else {
                        view! { <Groups nodes rings/> }.into_any()
                    }}
                    <p class="line"><UndoButton any=!history.is_empty()/></p>
                </section>
                {match open || room {
                    true => view! { <PersonForm draft rings/> }.into_any(),
                    false => view! { <p class="note">{t!(sheets.list_full, most = rings.most)}</p> }.into_any(),
                }}
                {(!none).then(|| view! {
                    <Choices name="f.next" legend=t!(sheets.next_title) options=or_none(choices(&rings.next)) chosen=vec![answers.next.clone()]/>
                    <StepFields of="" label=t!(sheets.next_step) text=step.text due=step.due/>
                    <KeepOrFinish/>
                })}
            </Press>
        </Keeping>
    }
}

/// The people, ring by ring.
#[component]
fn Groups(nodes: Vec<Node>, rings: &'static definition::Rings) -> impl IntoView {
    rings
        .rings
        .iter()
        .map(|ring| {
            let here = nodes.iter().zip(0_u32..).filter(|(node, _)| i64::from(node.ring) == ring.value);
            let here = here.map(|(node, n)| view! { <Person node=node.clone() n rings/> }).collect_view();
            view! { <section class="ring-group"><h3>{w(&ring.name)}</h3><ul class="rows" role="list">{here}</ul></section> }
        })
        .collect_view()
}

/// Whether an alias could be a name.
fn is_name(alias: &str) -> bool {
    deid::check(alias, locale::current()).iter().any(|finding| finding.kind == deid::Kind::Person)
}

#[component]
fn Person(node: Node, n: u32, rings: &'static definition::Rings) -> impl IntoView {
    let title = node.alias.clone();
    let about = n.to_string();
    let warned =
        is_name(&node.alias).then(|| view! { <span class="row-note"><strong>{t!(sheets.alias_name)}</strong></span> });
    view! {
        <li class="point">
            <div>
                <span class="row-title">{title.clone()}</span>
                <span class="row-note">{named(&rings.kinds, &node.kind)}</span>
                {warned}
            </div>
            <div class="line">
                {(node.ring > 1).then(|| view! { <Act act="nearer" about=about.clone() label=t!(sheets.nearer_label, title = title.clone())>{t!(sheets.nearer)}</Act> })}
                {(node.ring < 3).then(|| view! { <Act act="further" about=about.clone() label=t!(sheets.further_label, title = title.clone())>{t!(sheets.further)}</Act> })}
                <Act act="change" about=about.clone() label=t!(sheets.change_label, title = title.clone())>{t!(sheets.change)}</Act>
                <Act act="remove" about label=t!(sheets.remove_label, title = title)>{t!(sheets.remove)}</Act>
            </div>
        </li>
    }
}

#[component]
fn PersonForm(draft: Draft, rings: &'static definition::Rings) -> impl IntoView {
    let new = draft.word("new_at").is_empty();
    let word = |name: &str| draft.word(name).to_owned();
    let ticked = |name: &str| draft.ticked(name).to_vec();
    let act = if new { "add" } else { "put" };
    let supports: Vec<(String, String)> = rings.supports.iter().map(|one| (one.id.to_string(), w(&one.name))).collect();
    let words = if new { t!(sheets.person_add) } else { t!(sheets.person_put) };
    view! {
        <section id="person" class="sheet stack" aria-labelledby="person-title">
            <h2 id="person-title">{if new { t!(sheets.person_new) } else { t!(sheets.person_change) }}</h2>
            <Hidden name="f.new_at" value=word("new_at")/>
            <TextField name="f.new_alias" label=t!(sheets.alias) hint=w(&rings.alias) value=word("new_alias") autocomplete="off"/>
            <Choices name="f.new_ring" legend=t!(sheets.ring) options=grades(&rings.rings) chosen=vec![word("new_ring")] chips=true/>
            <Select name="f.new_kind" label=t!(sheets.kind) options=choices(&rings.kinds) value=word("new_kind")/>
            <Choices name="many.new_gives" legend=w(&rings.gives) options=supports.clone() chosen=ticked("new_gives") many=true chips=true optional=true/>
            <Choices name="many.new_takes" legend=w(&rings.takes) options=supports chosen=ticked("new_takes") many=true chips=true optional=true/>
            <Select name="f.new_last" label=w(&rings.last) options=or_none(choices(&rings.contacts)) value=word("new_last")/>
            <p class="line"><ActButton act=act kind="quiet">{words}</ActButton></p>
        </section>
    }
}
