use leptos::prelude::*;

use crate::accounts::view::LanguageSwitch;
use crate::t;

/// The foot of every page.
#[component]
pub fn SiteFoot() -> impl IntoView {
    view! {
        <footer class="site-foot">
            <ul>
                <li><a href="/programmes">{t!(cohorts.programmes)}</a></li>
                <li><a href="/promise">{t!(common.promise)}</a></li>
                <li><a href="/help">{t!(common.help)}</a></li>
                <li><a href="/about/credits">{t!(selfchecks.credits_title)}</a></li>
                <li><LanguageSwitch/></li>
            </ul>
        </footer>
    }
}
