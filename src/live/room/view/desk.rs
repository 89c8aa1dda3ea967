//! The host's console: what runs and what comes, what to say, who is here, and who asks for something. It shows `Desk`
//! as the socket brings it; before that, and without JavaScript, as it was when the page was made. Whatever can be
//! pressed is an ordinary form.

mod asks;
mod bar;
mod blocks;
mod groups;
mod keys;
mod now;
mod people;
mod press;
mod prompts;
mod send;
mod shut;
mod words;
mod writing;

use leptos::prelude::*;

use super::wire::use_desk;
use crate::live::room::api::host;
use crate::live::room::model::Console;
use crate::live::room::model::wire::Desk;
use crate::t;
use crate::ui::{Load, PageTitle};
use crate::workshops::view::id_here;

/// The host's page of a room.
#[component]
pub fn LiveHost() -> impl IntoView {
    let id = id_here();
    let shown = Resource::new(move || id.get(), |id| async move { host::host_console(id.parse()?).await });
    view! {
        <Load what=shown let:console>
            <PageTitle text=format!("{} — {}", t!(desk_view.title), console.title)/>
            {match console.desk.clone() {
                Some(desk) => view! { <Room console=console desk=desk/> }.into_any(),
                None => view! { <shut::Shut console=console/> }.into_any(),
            }}
        </Load>
    }
}

/// What all parts of the console know.
#[derive(Clone, Copy)]
struct At {
    id: StoredValue<String>,
    desk: Signal<Desk>,
}

impl At {
    fn here() -> At {
        expect_context()
    }

    /// The workshop's id.
    fn id(self) -> String {
        self.id.get_value()
    }

    /// A part of the desk. What shows it is drawn anew only when this part changes.
    fn part<T>(self, of: impl Fn(&Desk) -> T + Send + Sync + 'static) -> Memo<T>
    where
        T: PartialEq + Send + Sync + 'static,
    {
        let desk = self.desk;
        Memo::new(move |_| desk.with(|desk| of(desk)))
    }
}

/// The console of an open room.
#[component]
fn Room(console: Console, desk: Desk) -> impl IntoView {
    let Console { id, title, address, qr, .. } = console;
    let desk = use_desk(&id, desk);
    let id = id.to_string();
    provide_context(At { id: StoredValue::new(id.clone()), desk });
    let sender = send::Sender::of_page();
    sender.keep_place(desk);
    let keys = RwSignal::new(true);
    keys::listen(keys);
    view! {
        <div class="console" on:submit=move |event| sender.take(&event)>
            <bar::Bar title=title address=address qr=qr/>
            <bar::Told id=id refused=sender.refused/>
            <now::Now keys=keys/>
            <aside class="console-groups" aria-label=t!(desk_view.people_and_asks)>
                <asks::Calls/>
                <asks::Waiting/>
                <asks::Questions/>
                <groups::Groups/>
                <asks::Lines/>
                <asks::Taken/>
                <people::People/>
            </aside>
            <blocks::Blocks/>
        </div>
    }
}
