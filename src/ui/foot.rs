use leptos::prelude::*;

use crate::accounts::view::LanguageSwitch;
use crate::t;

/// The foot of every page.
#[component]
pub fn SiteFoot() -> impl IntoView {
    view! {
        <footer class="site-foot">
            <ul>
                <li><a href="/promise">{t!(common.promise)}</a></li>
                <li><a href=t!(common.help_href) rel="external noopener">{t!(common.help)}</a></li>
                <li><LanguageSwitch/></li>
            </ul>
        </footer>
    }
}
