use leptos::context::Provider;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos::server_fn::client::Client;
use leptos::server_fn::codec::PostUrl;
use leptos::server_fn::request::ClientReq;
use leptos::server_fn::{Http, ServerFn};
use serde::de::DeserializeOwned;

use super::ErrorSummary;
use crate::kit::form::Carried;
use crate::kit::{Error, FieldErrors};

/// What fields ask of the form that they stand in.
#[derive(Clone, Copy)]
pub struct FormState {
    /// Why the last try was refused.
    pub error: Signal<Option<Error>>,
    /// Whether it is on its way.
    pub pending: Signal<bool>,
    carried: StoredValue<Option<Carried>>,
    prefix: StoredValue<String>,
    /// What the ids of its controls begin with, so that two forms on a page do not share any.
    scope: StoredValue<String>,
}

impl FormState {
    /// The state of the form around the present component.
    pub fn here() -> FormState {
        expect_context::<FormState>()
    }

    /// The full name of a field as it is sent: `form[email]`; a dot leads into a map, `form[most][nurse]`.
    pub fn full_name(&self, field: &str) -> String {
        let field = field.replace('.', "][");
        self.prefix.with_value(|prefix| match prefix.is_empty() {
            true => field,
            false => format!("{prefix}[{field}]"),
        })
    }

    /// The id of a field's control, which the error summary links to.
    pub fn id(&self, field: &str) -> String {
        self.scope.with_value(|scope| format!("{scope}-{field}"))
    }

    /// What the person had typed when the form came back, if it did.
    pub fn typed(&self, field: &str) -> Option<String> {
        let name = self.full_name(field);
        self.carried.with_value(|carried| {
            let values = &carried.as_ref()?.values;
            values.iter().find(|(key, _)| *key == name).map(|(_, value)| value.clone())
        })
    }

    /// Everything that was chosen in a group of boxes named `form[field][]`, if the form came back.
    pub fn chosen(&self, field: &str) -> Option<Vec<String>> {
        let name = format!("{}[]", self.full_name(field));
        self.carried.with_value(|carried| {
            let values = &carried.as_ref()?.values;
            Some(values.iter().filter(|(key, _)| *key == name).map(|(_, value)| value.clone()).collect())
        })
    }

    /// Whether this is the form that came back.
    pub fn came_back(&self) -> bool {
        self.carried.with_value(Option::is_some)
    }

    /// The message beside a field.
    pub fn message(&self, field: &str) -> Signal<Option<String>> {
        let error = self.error;
        let field = field.to_owned();
        Signal::derive(move || error.with(|error| Some(error.as_ref()?.field_errors()?.of(&field)?.to_owned())))
    }

    /// All field errors, in order.
    pub fn field_errors(&self) -> Signal<FieldErrors> {
        let error = self.error;
        Signal::derive(move || {
            error.with(|error| error.as_ref().and_then(Error::field_errors).cloned().unwrap_or_default())
        })
    }
}

/// The name of the hidden field that carries a form's key back to its page.
const KEY: &str = "form_key";

/// `/api/workshops/register` and a key become `workshops-register-KEY`.
fn scope(url: &str, key: Option<&str>) -> String {
    let name = url.trim_start_matches("/api/").replace('/', "-");
    key.map_or_else(|| name.clone(), |key| format!("{name}-{key}"))
}

/// What a refused form carried to this page, once, from the server.
pub fn carried() -> Option<Carried> {
    use_context::<StoredValue<Option<Carried>>>().and_then(|carried| carried.get_value())
}

/// What the form of `F` with this key carried to this page, if it was refused.
fn carried_of<F: ServerFn>(key: Option<&str>) -> Option<Carried> {
    carried().filter(|carried| {
        let sent = carried.values.iter().find(|(name, _)| name == KEY).map(|(_, value)| value.as_str());
        carried.action == F::url() && sent == key
    })
}

/// Whether the form of `F` with this key came back: what it is folded into then stands open.
pub fn came_back<F: ServerFn>(key: Option<&str>) -> bool {
    carried_of::<F>(key).is_some()
}

/// A form that posts to a server function. It works before hydration and without JavaScript: a refused form
/// comes back with what was typed. With JavaScript the errors appear in place. The server function takes one
/// argument named `form`, so fields are sent as `form[name]`.
#[component]
pub fn Form<F, O>(
    /// The action of the server function.
    action: ServerAction<F>,
    /// Leave the submit to the browser, so that the whole page is loaded anew: for what changes who is looking.
    #[prop(optional)]
    reload: bool,
    #[prop(optional, into)] class: Option<String>,
    /// It came back to be read once more, not to be mended: the page says so itself.
    #[prop(optional)]
    calm: bool,
    /// Tells forms of the same server function on one page apart: the id of what each is about.
    #[prop(optional, into)]
    key: Option<String>,
    /// Accessible name when there is more than one form on a page.
    #[prop(optional, into)]
    label: Option<String>,
    children: Children,
) -> impl IntoView
where
    F: DeserializeOwned + ServerFn<Protocol = Http<PostUrl, O>, Error = Error> + Clone + Send + Sync + 'static,
    <<F::Client as Client<F::Error>>::Request as ClientReq<F::Error>>::FormData: From<web_sys::FormData>,
    F::Output: Send + Sync + 'static,
    F: ServerFn<Error = Error>,
    <F as ServerFn>::Client: Client<Error>,
{
    let carried = carried_of::<F>(key.as_deref());
    let first_error = carried.as_ref().and_then(|carried| carried.error.clone());
    let value = action.value();
    let pending = Signal::from(action.pending());
    let error = Signal::derive(move || match value.with(|value| value.as_ref().map(|v| v.as_ref().err().cloned())) {
        Some(latest) => latest,
        None => first_error.clone(),
    });
    let state = FormState {
        error,
        pending,
        carried: StoredValue::new(carried),
        prefix: StoredValue::new("form".to_owned()),
        scope: StoredValue::new(scope(F::url(), key.as_deref())),
    };
    let class = class.unwrap_or_else(|| "form".to_owned());
    // A provider of its own: components share their parent's owner, so a plain context would reach the next form.
    let inside = view! {
        <Provider value=state>
            {(!calm).then(|| view! { <ErrorSummary state=state/> })}
            {key.map(|key| view! { <input type="hidden" name=KEY value=key/> })}
            {children()}
        </Provider>
    };
    if reload {
        view! { <form method="post" action=F::url() class=class aria-label=label novalidate>{inside}</form> }.into_any()
    } else {
        view! {
            <ActionForm
                action=action
                attr:class=class
                attr:aria-label=label
                attr:novalidate=true
                attr:aria-busy=move || pending.get().then_some("true")
            >
                {inside}
            </ActionForm>
        }
        .into_any()
    }
}
