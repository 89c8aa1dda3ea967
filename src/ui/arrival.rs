use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;

/// What a change of page without a reload has to do by itself: move the focus to the new page, and let its
/// title be said. Pages report through `PageTitle`; the frame holds the one live region.
#[derive(Clone, Copy)]
pub struct Arrival {
    path: Memo<String>,
    seen: StoredValue<String>,
    said: RwSignal<String>,
}

impl Arrival {
    /// Nothing is said of the page that the server rendered: the browser does that.
    pub fn new(path: Memo<String>) -> Arrival {
        Arrival { path, seen: StoredValue::new(path.get_untracked()), said: RwSignal::new(String::new()) }
    }

    /// What the live region says.
    pub fn said(&self) -> String {
        self.said.get()
    }

    /// A page with this title is here. A page that only loads its data again is not a new one.
    pub fn page(&self, title: &str) {
        let path = self.path.get_untracked();
        if self.seen.with_value(|seen| *seen == path) {
            return;
        }
        self.seen.set_value(path);
        self.said.set(title.to_owned());
        let heading = document().query_selector("#main h1").ok().flatten();
        let target = heading.or_else(|| document().get_element_by_id("main"));
        if let Some(target) = target.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
            let _ = target.set_attribute("tabindex", "-1");
            let _ = target.focus();
        }
    }
}
