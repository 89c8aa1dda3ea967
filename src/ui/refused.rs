use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::{Art, Drawing, PageTitle};
use crate::kit::Error;
use crate::kit::path::encode;
use crate::t;

/// An error as a sentence for the person.
pub fn sentence(error: &Error) -> String {
    match error {
        Error::SignIn => t!(common.error_sign_in).to_owned(),
        Error::Promise => t!(common.error_promise).to_owned(),
        Error::Forbidden => t!(common.error_forbidden).to_owned(),
        Error::NotFound => t!(common.error_not_found).to_owned(),
        Error::Invalid(errors) => errors.0.first().map(|error| error.message.clone()).unwrap_or_default(),
        Error::BadRequest => t!(common.error_bad_request).to_owned(),
        Error::Conflict => t!(common.error_conflict).to_owned(),
        Error::TooMany { retry_after } => t!(common.error_too_many, seconds = *retry_after),
        Error::Internal { request_id } => t!(common.error_internal, id = request_id.clone()),
        Error::Offline => t!(common.error_offline).to_owned(),
    }
}

/// In the place of a page that cannot be shown: says why, and what to do. On the server it also sets the
/// status, and sends people who only have to sign in, or to accept the promise, there and back.
#[component]
pub fn Refused(
    /// Why.
    error: Error,
    /// Whether it stands under the heading of a page, in the place of a part of it.
    #[prop(optional)]
    part: bool,
) -> impl IntoView {
    let location = use_location();
    let here = format!(
        "{}{}",
        location.pathname.get_untracked(),
        location.search.with_untracked(|search| {
            if search.is_empty() || search.starts_with('?') { search.clone() } else { format!("?{search}") }
        })
    );
    let next: String = encode(&here);
    let way = match error {
        Error::SignIn => Some((format!("/sign-in?next={next}"), t!(common.sign_in))),
        Error::Promise => Some((format!("/promise?next={next}"), t!(common.read_promise))),
        _ => None,
    };
    #[cfg(feature = "ssr")]
    match &way {
        Some((path, _)) => leptos_axum::redirect(path),
        None => {
            if let Some(response) = use_context::<leptos_axum::ResponseOptions>()
                && let Ok(status) = http::StatusCode::from_u16(error.status())
            {
                response.set_status(status);
            }
        }
    }
    let title = match error {
        Error::NotFound => t!(common.title_not_found),
        Error::Offline => t!(common.title_offline),
        _ => t!(common.title_refused),
    };
    let signed_in = crate::app::viewer().is_some();
    let (href, words) = way.unwrap_or_else(|| match signed_in {
        true => ("/today".to_owned(), t!(common.to_today)),
        false => ("/".to_owned(), t!(common.to_start)),
    });
    view! {
        <PageTitle text=title/>
        <section class="empty">
            <Drawing art=Art::Lost/>
            {if part { view! { <h2>{title}</h2> }.into_any() } else { view! { <h1>{title}</h1> }.into_any() }}
            <p>{if matches!(error, Error::Offline) { t!(common.offline_page).to_owned() } else { sentence(&error) }}</p>
            <a class="btn" data-kind="quiet" href=href>{words}</a>
        </section>
    }
}
