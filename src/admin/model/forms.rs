//! The organiser's forms.

use serde::{Deserialize, Serialize};

use super::Part;
use crate::accounts::model::check::normal_email;
use crate::kit::form::{chars, one_line};
use crate::kit::id::{CohortId, UserId};
use crate::kit::{Error, FieldErrors, Locale, Result, Role};
use crate::tl;

/// The longest name of a cohort, in characters.
const COHORT_NAME: usize = 40;

/// The form that says which roles a person has from now on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RolesForm {
    /// Whose roles.
    #[serde(default)]
    pub person: String,
    /// The roles that stood on the page, so that two organisers cannot undo each other unawares.
    #[serde(default)]
    pub had: String,
    /// The roles from now on.
    #[serde(default)]
    pub roles: Vec<String>,
    /// Ticked when a role is to be taken away.
    #[serde(default)]
    pub sure: bool,
}

impl RolesForm {
    /// The roles from now on; words that name no role are a request that no page of ours sends.
    pub fn wanted(&self) -> Result<Vec<Role>> {
        let roles = self.roles.iter().map(|role| Role::parse(role).ok_or(Error::BadRequest));
        roles.collect::<Result<Vec<_>>>().map(in_order)
    }

    /// The roles that stood on the page.
    pub fn had(&self) -> Vec<Role> {
        in_order(self.had.split(',').filter_map(Role::parse).collect())
    }

    /// Taking a role away wants the second tick.
    pub fn validate(&self, locale: Locale) -> Result<()> {
        let wanted = self.wanted()?;
        let takes = self.had().iter().any(|role| !wanted.contains(role));
        let mut errors = FieldErrors::default();
        errors.check(!takes || self.sure, "sure", tl!(locale, admin.sure_needed));
        errors.finish()
    }
}

/// Roles without doubles, in the order of their names.
pub fn in_order(mut roles: Vec<Role>) -> Vec<Role> {
    roles.sort();
    roles.dedup();
    roles
}

/// The roles as they stand in the hidden field `had`.
pub fn joined(roles: &[Role]) -> String {
    roles.iter().map(|role| role.as_str()).collect::<Vec<_>>().join(",")
}

/// The form that opens a cohort.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CohortForm {
    /// Such as 第一期生.
    #[serde(default)]
    pub name: String,
}

impl CohortForm {
    /// The name on one line; it must say something, and not too much.
    pub fn validate(&self, locale: Locale) -> Result<String> {
        let name = one_line(&self.name);
        let mut errors = FieldErrors::default();
        errors.check(!name.is_empty(), "name", tl!(locale, admin.cohort_name_needed));
        errors.check(chars(&name) <= COHORT_NAME, "name", tl!(locale, admin.cohort_name_long, n = COHORT_NAME));
        errors.finish().map(|()| name)
    }
}

/// The forms that close a cohort and open it again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WhichForm {
    /// Which cohort.
    #[serde(default)]
    pub cohort: String,
}

/// The form that adds a person to a cohort.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct JoinForm {
    /// Which cohort.
    #[serde(default)]
    pub cohort: String,
    /// Whom.
    #[serde(default)]
    pub person: String,
    /// As `coach` or `member`.
    #[serde(default)]
    pub part: String,
}

impl JoinForm {
    /// Who joins which cohort as what.
    pub fn validate(&self, locale: Locale) -> Result<(CohortId, UserId, Part)> {
        let mut errors = FieldErrors::default();
        errors.check(!self.person.is_empty(), "person", tl!(locale, admin.person_needed));
        let part = Part::parse(&self.part);
        errors.check(part.is_some(), "part", tl!(locale, admin.part_needed));
        errors.finish()?;
        Ok((self.cohort.parse()?, self.person.parse()?, part.unwrap_or(Part::Member)))
    }
}

/// The form that makes the registrations of a doubled account those of the person's other one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MergeForm {
    /// Whose account stays.
    pub person: String,
    /// The mail address of the doubled one.
    pub email: String,
    /// Ticked: it cannot be undone.
    pub sure: bool,
}

impl MergeForm {
    /// Who, and the address as accounts have it.
    pub fn validate(&self, locale: Locale) -> Result<(UserId, String)> {
        let mut errors = FieldErrors::default();
        let email = normal_email(&self.email);
        errors.check(!email.is_empty(), "email", tl!(locale, admin.merge_nobody));
        errors.check(self.sure, "sure", tl!(locale, admin.merge_sure_needed));
        errors.finish()?;
        Ok((self.person.parse()?, email))
    }
}

/// The form that takes a person out of a cohort.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeaveForm {
    /// Which cohort.
    #[serde(default)]
    pub cohort: String,
    /// Whom.
    #[serde(default)]
    pub leaving: String,
}

impl LeaveForm {
    /// Who leaves which cohort.
    pub fn validate(&self, locale: Locale) -> Result<(CohortId, UserId)> {
        let mut errors = FieldErrors::default();
        errors.check(!self.leaving.is_empty(), "leaving", tl!(locale, admin.leaving_needed));
        errors.finish()?;
        Ok((self.cohort.parse()?, self.leaving.parse()?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roles(had: &str, wanted: &[&str], sure: bool) -> RolesForm {
        let wanted = wanted.iter().map(|role| (*role).to_owned()).collect();
        RolesForm { person: String::new(), had: had.to_owned(), roles: wanted, sure }
    }

    #[test]
    fn taking_a_role_wants_a_second_tick_and_giving_does_not() {
        assert!(roles("host", &["host", "coach"], false).validate(Locale::ja).is_ok());
        let refused = roles("coach,host", &["host"], false).validate(Locale::ja).expect_err("not sure");
        assert!(refused.field_errors().is_some_and(|errors| errors.of("sure").is_some()));
        assert!(roles("coach,host", &["host"], true).validate(Locale::ja).is_ok());
        assert!(roles("", &["king"], true).validate(Locale::ja).is_err());
    }

    #[test]
    fn a_cohort_has_a_name_of_one_short_line() {
        let name = |text: &str| CohortForm { name: text.to_owned() }.validate(Locale::en);
        assert_eq!(name(" 第一期生\n"), Ok("第一期生".to_owned()));
        assert!(name(" \u{202e} ").is_err());
        assert!(name(&"長".repeat(COHORT_NAME)).is_ok());
        assert!(name(&"長".repeat(COHORT_NAME + 1)).is_err());
    }

    #[test]
    fn joining_needs_a_person_and_a_part() {
        let form = JoinForm { cohort: "x".into(), person: String::new(), part: "king".into() };
        let errors = form.validate(Locale::ja).expect_err("two things are missing");
        let errors = errors.field_errors().expect("field errors");
        assert!(errors.of("person").is_some() && errors.of("part").is_some());
    }
}
