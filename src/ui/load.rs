use leptos::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Refused, Skeleton};
use crate::kit::Result;

/// Shows what a resource brings, or the page that says why not.
/// `<Load what=workshop let:workshop> … </Load>`
#[component]
pub fn Load<T, F, V>(
    /// A resource over an api function.
    what: Resource<Result<T>>,
    /// Whether it is a part of a page that has its heading already.
    #[prop(optional)]
    part: bool,
    /// What to show of it.
    children: F,
) -> impl IntoView
where
    T: Clone + Serialize + DeserializeOwned + Send + Sync + 'static,
    F: Fn(T) -> V + Clone + Send + Sync + 'static,
    V: IntoView + 'static,
{
    view! {
        <Transition fallback=|| view! { <div class="room"><Skeleton/></div> }>
            {move || {
                let children = children.clone();
                Suspend::new(async move {
                    match what.await {
                        Ok(value) => children(value).into_any(),
                        Err(error) => view! { <Refused error=error part=part/> }.into_any(),
                    }
                })
            }}
        </Transition>
    }
}
