//! What a person says about themselves. Everything but the name may be left open.

use serde::{Deserialize, Serialize};

use super::check;
use super::{Profession, introduced, region};
use crate::kit::form::{chars, one_line};
use crate::kit::{FieldErrors, Locale, Result, locale};
use crate::tl;

/// The most characters of a profession in one's own words.
pub const MAX_OTHER: usize = 40;

/// A person's profile.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// The name they want to be called.
    pub name: String,
    /// Their profession, if they said.
    pub profession: Option<Profession>,
    /// Their profession in their own words; beside `Other`, or more exactly than the list has it.
    pub profession_other: String,
    /// Years of experience, if they said.
    pub experience: Option<Experience>,
    /// The code of a region, or nothing.
    pub region: String,
    /// Whether nobody of their profession works beside them.
    pub works_alone: bool,
    /// What they would like to hear or talk about.
    pub interests: Vec<Interest>,
    /// The language of their pages and letters.
    pub locale: Locale,
    /// Their IANA time zone.
    pub zone: String,
}

/// Declares a small list with names for the database and words for people.
macro_rules! list {
    ($(#[$doc:meta])* $name:ident { $($(#[$line:meta])* $item:ident = $text:literal => $key:ident,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$line])* $item,)* }

        impl $name {
            /// All of them, in the order in which they are offered.
            pub const ALL: &'static [$name] = &[$($name::$item,)*];

            /// The name in the database and in forms.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$item => $text,)* }
            }

            /// The one of that name.
            pub fn parse(text: &str) -> Option<$name> {
                $name::ALL.iter().copied().find(|one| one.as_str() == text)
            }

            /// In words.
            pub fn label(self, locale: Locale) -> &'static str {
                match self { $($name::$item => tl!(locale, accounts.$key),)* }
            }
        }
    };
}

list! {
    /// Years of experience, in bands.
    Experience {
        /// Still learning the profession.
        Student = "student" => experience_student,
        /// Up to three years.
        UpToThree = "up_to_three" => experience_up_to_three,
        /// Four to nine years.
        UpToNine = "up_to_nine" => experience_up_to_nine,
        /// Ten to nineteen years.
        UpToNineteen = "up_to_nineteen" => experience_up_to_nineteen,
        /// Twenty years and more.
        TwentyAndMore = "twenty_and_more" => experience_twenty_and_more,
    }
}

list! {
    /// What one would like to hear or talk about.
    Interest {
        /// Working as the only one of one's profession.
        OnlyOne = "only_one" => interest_only_one,
        /// Boundaries and tiredness.
        Rest = "rest" => interest_rest,
        /// What becomes of feelings at work.
        Feelings = "feelings" => interest_feelings,
        /// Working with other professions.
        Together = "together" => interest_together,
        /// The first years.
        FirstYears = "first_years" => interest_first_years,
        /// Changing one's place of work.
        Change = "change" => interest_change,
        /// Raising others, supervision.
        Raising = "raising" => interest_raising,
        /// Work and family.
        Family = "family" => interest_family,
        /// Children and schools.
        Children = "children" => interest_children,
        /// Families and old age.
        OldAge = "old_age" => interest_old_age,
        /// Mental health.
        Mind = "mind" => interest_mind,
        /// Work in companies and organisations.
        Companies = "companies" => interest_companies,
    }
}

impl Profile {
    /// The profession as one would introduce oneself; nothing when none was said.
    pub fn profession_words(&self, locale: Locale) -> Option<String> {
        introduced(self.profession, &self.profession_other, locale)
    }
}

/// The profile as the form sends it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProfileForm {
    /// The name they want to be called.
    pub name: String,
    /// A profession's name, or nothing.
    pub profession: String,
    /// The profession in their own words.
    pub profession_other: String,
    /// A band's name, or nothing.
    pub experience: String,
    /// A region's code, or nothing.
    pub region: String,
    /// Whether nobody of their profession works beside them.
    pub works_alone: bool,
    /// Names of interests.
    pub interests: Vec<String>,
    /// The language's tag.
    pub locale: String,
    /// The time zone's name.
    pub zone: String,
}

impl ProfileForm {
    /// The profile, or what needs another look. `zone_is_known` comes from the server, which has the table.
    pub fn read(&self, words: Locale, zone_is_known: bool) -> Result<Profile> {
        let mut errors = FieldErrors::default();
        let name = check::name(&mut errors, &self.name, words);
        let choice = tl!(words, accounts.error_choice);
        let profession = Profession::parse(&self.profession);
        errors.check(profession.is_some() || self.profession.is_empty(), "profession", choice);
        let profession_other = one_line(&self.profession_other);
        let too_long = tl!(words, accounts.error_too_long, n = MAX_OTHER);
        errors.check(chars(&profession_other) <= MAX_OTHER, "profession_other", too_long);
        let experience = Experience::parse(&self.experience);
        errors.check(experience.is_some() || self.experience.is_empty(), "experience", choice);
        errors.check(region::is_known(&self.region), "region", choice);
        let interests: Option<Vec<Interest>> = self.interests.iter().map(|name| Interest::parse(name)).collect();
        errors.check(interests.is_some(), "interests", choice);
        let known = [Locale::ja, Locale::en].into_iter().find(|known| locale::tag(*known) == self.locale);
        errors.check(known.is_some(), "locale", choice);
        errors.check(zone_is_known, "zone", tl!(words, accounts.error_zone));
        errors.finish()?;
        let mut interests = interests.unwrap_or_default();
        interests.sort_by_key(|interest| *interest as u8);
        interests.dedup();
        Ok(Profile {
            name,
            profession,
            profession_other,
            experience,
            region: self.region.clone(),
            works_alone: self.works_alone,
            interests,
            locale: known.unwrap_or(words),
            zone: self.zone.clone(),
        })
    }
}
