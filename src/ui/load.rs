use leptos::either::Either;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Refused, Skeleton};
use crate::kit::{Error, Result};

/// What stands there now.
struct Shown<T> {
    path: String,
    search: String,
    value: Option<T>,
    /// Which of two places it stands in. Content of another path takes the other one, so that no field of the page
    /// before lives on with what was typed into it.
    second: bool,
}

/// Shows what a resource brings, or the page that says why not. What stands there stays when the network goes or the
/// server fails, with what was typed into it.
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
    let location = use_location();
    let (path, search) = (location.pathname, location.search);
    let shown = StoredValue::new(None::<Shown<T>>);
    view! {
        <Transition fallback=|| view! { <div class="room"><Skeleton/></div> }>
            {move || {
                let children = children.clone();
                Suspend::new(async move {
                    let found = what.await;
                    // What is shown holds no resource that is read without waiting for it: it need not be made twice.
                    #[cfg(feature = "ssr")]
                    crate::server::context::second_look().await;
                    let (path, search) = (path.get_untracked(), search.get_untracked());
                    let (found, second) = shown.with_value(|last| match (found, last) {
                        (found, None) => (found, false),
                        (found, Some(last)) if last.path != path => (found, !last.second),
                        (
                            Err(Error::Offline | Error::Internal { .. }),
                            Some(Shown { value: Some(value), second, search: same, .. }),
                        ) if *same == search => (Ok(value.clone()), *second),
                        (found, Some(last)) => (found, last.second),
                    });
                    shown.set_value(Some(Shown { path, search, value: found.as_ref().ok().cloned(), second }));
                    let view = match found {
                        Ok(value) => children(value).into_any(),
                        Err(error) => view! { <Refused error=error part=part/> }.into_any(),
                    };
                    if second { Either::Right(view) } else { Either::Left(view) }
                })
            }}
        </Transition>
    }
}
