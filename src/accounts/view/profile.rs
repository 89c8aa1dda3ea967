use leptos::prelude::*;

use super::fields::NameField;
use crate::accounts::api;
use crate::accounts::model::{Experience, Interest, Profession, Profile, region, zone};
use crate::kit::{Locale, locale};
use crate::t;
use crate::ui::{Back, CheckBox, Choices, Flash, Form, Load, PageTitle, Select, TextField};

/// What one says about oneself. Nothing but the name is needed.
#[component]
pub fn ProfilePage() -> impl IntoView {
    let profile = Resource::new(|| (), |()| api::my_profile());
    view! {
        <PageTitle text=t!(accounts.profile_title)/>
        <div class="room" data-shape="one">
            <div class="stack">
                <header class="page-head">
                    <Back href="/me" words=t!(accounts.back_to_me)/>
                    <h1>{t!(accounts.profile_title)}</h1>
                    <p class="lead">{t!(accounts.profile_lead)}</p>
                </header>
                <Flash words=|done| (done == "saved").then(|| t!(accounts.profile_saved))/>
                <Load what=profile part=true let:profile>
                    <Fields profile=profile/>
                </Load>
            </div>
        </div>
    }
}

#[component]
fn Fields(profile: Profile) -> impl IntoView {
    let action = ServerAction::<api::SaveProfile>::new();
    view! {
        <Form action=action reload=true>
            <NameField value=profile.name.clone()/>
            <Work profile=profile.clone()/>
            <Choices
                name="interests"
                many=true
                chips=true
                optional=true
                legend=t!(accounts.interests)
                hint=t!(accounts.interests_hint)
                options=Interest::ALL.iter().map(|one| pair(one.as_str(), one.label(locale::current()))).collect()
                chosen=profile.interests.iter().map(|interest| interest.as_str().to_owned()).collect()
            />
            <Choices
                name="locale"
                legend=t!(accounts.language)
                options=vec![
                    pair(locale::tag(Locale::ja), t!(accounts.language_ja)),
                    pair(locale::tag(Locale::en), t!(accounts.language_en)),
                ]
                chosen=vec![locale::tag(profile.locale).to_owned()]
            />
            <Select
                name="zone"
                label=t!(accounts.zone)
                hint=t!(accounts.zone_hint)
                options=zone::offered(&profile.zone, locale::current())
                value=profile.zone.clone()
            />
            <button class="btn" type="submit">{t!(accounts.save)}</button>
        </Form>
    }
}

/// The fields about one's work.
#[component]
fn Work(profile: Profile) -> impl IntoView {
    let words = locale::current();
    let none = |label: &'static str| std::iter::once(pair("", label));
    let professions = Profession::ALL.iter().map(|one| pair(one.as_str(), one.label(words)));
    let experiences = Experience::ALL.iter().map(|one| pair(one.as_str(), one.label(words)));
    view! {
        <Select
            name="profession"
            label=t!(accounts.profession)
            optional=true
            options=none(t!(accounts.profession_none)).chain(professions).collect()
            value=profile.profession.map_or("", Profession::as_str)
        />
        <TextField
            name="profession_other"
            label=t!(accounts.profession_own)
            hint=t!(accounts.profession_own_hint)
            optional=true
            value=profile.profession_other
        />
        <CheckBox
            name="works_alone"
            label=t!(accounts.works_alone)
            hint=t!(accounts.works_alone_hint)
            checked=profile.works_alone
        />
        <Select
            name="experience"
            label=t!(accounts.experience)
            optional=true
            options=none(t!(accounts.choose_none)).chain(experiences).collect()
            value=profile.experience.map_or("", Experience::as_str)
        />
        <Select
            name="region"
            label=t!(accounts.region)
            optional=true
            options=none(t!(accounts.choose_none)).chain(region::all(words)).collect()
            value=profile.region
        />
    }
}

fn pair(value: &str, words: &str) -> (String, String) {
    (value.to_owned(), words.to_owned())
}
