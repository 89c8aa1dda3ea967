use leptos::prelude::*;
use leptos_router::components::Redirect;

use super::welcome_parts::{Coming, Promises, RoomsHere};
use crate::app::viewer;
use crate::t;
use crate::ui::{PageTitle, Ring};

/// Says in ten seconds what Assemble is. Members are taken to 今日.
#[component]
pub fn Welcome() -> impl IntoView {
    if viewer().is_some() {
        return view! { <Redirect path="/today"/> }.into_any();
    }
    view! {
        <PageTitle text=t!(home.welcome_title)/>
        <section class="hero">
            <div class="hero-words">
                <h1>{t!(home.hero_1)}<br/>{t!(home.hero_2)}<br/>{t!(home.hero_3)}</h1>
                <p class="lead">{t!(home.hero_lead)}</p>
                <p class="line">
                    <a class="btn" href="/workshops">{t!(home.find_first)}</a>
                    <a class="btn" data-kind="text" href="/sign-up">{t!(home.make_seat)}</a>
                </p>
                <p class="note">{t!(home.hero_note)}</p>
            </div>
            <div class="hero-art"><Ring label=t!(home.ring)/></div>
        </section>

        <section class="band" data-tone="sunk" aria-labelledby="murmurs">
            <h2 id="murmurs" class="visually-hidden">{t!(home.murmurs)}</h2>
            <ul class="murmurs" role="list">
                <li>{t!(home.murmur_1)}</li>
                <li>{t!(home.murmur_2)}</li>
                <li>{t!(home.murmur_3)}</li>
            </ul>
            <p class="voice">{t!(home.bring_it)}</p>
        </section>

        <RoomsHere/>
        <Promises/>

        <section class="band" aria-label=t!(home.begin)>
            <div class="pair">
                <Coming/>
                <div class="part">
                    <h2>{t!(home.begin)}</h2>
                    <ol class="steps">
                        <li>{t!(home.begin_1)}</li>
                        <li>{t!(home.begin_2)}</li>
                        <li>{t!(home.begin_3)}</li>
                    </ol>
                    <p><a class="btn" data-kind="quiet" href="/sign-up">{t!(home.make_seat)}</a></p>
                </div>
            </div>
        </section>
        <svg class="weave" aria-hidden="true" preserveAspectRatio="xMidYMid slice">
            <defs>
                <pattern id="weave" width="48" height="48" patternUnits="userSpaceOnUse">
                    <circle cx="0" cy="0" r="33.9"></circle>
                    <circle cx="48" cy="0" r="33.9"></circle>
                    <circle cx="0" cy="48" r="33.9"></circle>
                    <circle cx="48" cy="48" r="33.9"></circle>
                </pattern>
            </defs>
            <rect width="100%" height="100%" fill="url(#weave)"></rect>
        </svg>
    }
    .into_any()
}
