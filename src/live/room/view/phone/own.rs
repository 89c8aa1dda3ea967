use leptos::prelude::*;

use super::{Here, switch};
use crate::live::room::api::{Call, Hand, Leave, Rest};
use crate::t;
use crate::ui::{Button, Confirm, Form, Hidden};

/// What one can do at any moment: a rest, a hand, a call for help, and the way out.
#[component]
pub fn Own() -> impl IntoView {
    let here = Here::current();
    let mine = here.mine;
    let (rest, hand) = (ServerAction::<Rest>::new(), ServerAction::<Hand>::new());
    let (call, leave) = (ServerAction::<Call>::new(), ServerAction::<Leave>::new());
    let is_resting = Memo::new(move |_| mine.with(|mine| mine.resting));
    let is_up = Memo::new(move |_| mine.with(|mine| mine.hand));
    let (rest_to, hand_to) =
        (Signal::derive(move || switch(is_resting.get())), Signal::derive(move || switch(is_up.get())));
    let called = call.value();
    let answer = move || called.with(|called| matches!(called, Some(Ok(()))).then(|| t!(live_view.called_help)));
    view! {
        <section class="part live-own" aria-labelledby="own">
            <h2 id="own">{t!(live.own)}</h2>
            <p>{move || t!(live.called, name = mine.with(|mine| mine.name.clone()))}</p>
            <div class="acts">
                <Form action=hand class="live-act">
                    <Hidden name="workshop" value=here.id()/>
                    <Hidden name="to" value=hand_to/>
                    <Button kind="quiet" wide=true>{move || if is_up.get() { t!(live.hand_off) } else { t!(live.hand_on) }}</Button>
                </Form>
                <Form action=rest class="live-act">
                    <Hidden name="workshop" value=here.id()/>
                    <Hidden name="to" value=rest_to/>
                    <Button kind="quiet" wide=true>{move || if is_resting.get() { t!(live.rest_off) } else { t!(live.rest_on) }}</Button>
                </Form>
                <Form action=call class="live-act">
                    <Hidden name="workshop" value=here.id()/>
                    <Button kind="quiet" wide=true>{t!(live.call)}</Button>
                </Form>
            </div>
            <p class="note">{answer}</p>
            <p class="note">{t!(live.rest_note)}</p>
            <Confirm words=t!(live.leave) title=t!(live_view.leave_title) loss=t!(live_view.leave_loss) small=true>
                <Form action=leave class="line" reload=true>
                    <Hidden name="workshop" value=here.id()/>
                    <Button kind="leave">{t!(live.leave)}</Button>
                </Form>
            </Confirm>
        </section>
    }
}
