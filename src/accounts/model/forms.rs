//! The forms around signing up, in and out. `read` and `validate` say what needs another look.

use serde::{Deserialize, Serialize};

use super::check;
use crate::kit::{FieldErrors, LocalPath, Locale, Result};

/// Asks for a place: what a newcomer writes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SignUpForm {
    /// The name they want to be called.
    pub name: String,
    /// Their mail address.
    pub email: String,
    /// The password they chose.
    pub password: String,
    /// The browser's time zone, where it can say.
    pub zone: String,
}

impl SignUpForm {
    /// The form with name and address in the form in which they are kept.
    pub fn read(mut self, locale: Locale) -> Result<Self> {
        let mut errors = FieldErrors::default();
        self.name = check::name(&mut errors, &self.name, locale);
        self.email = check::email(&mut errors, &self.email, locale);
        check::new_password(&mut errors, &self.password, locale);
        errors.finish()?;
        Ok(self)
    }
}

/// The first organiser's account, on the way of a one-time link.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SetupForm {
    /// The link's token.
    pub token: String,
    /// The name they want to be called.
    pub name: String,
    /// Their mail address.
    pub email: String,
    /// The password they chose.
    pub password: String,
}

impl SetupForm {
    /// The token, and the rest as for any newcomer.
    pub fn read(self, locale: Locale) -> Result<(String, SignUpForm)> {
        let form = SignUpForm { name: self.name, email: self.email, password: self.password, zone: String::new() };
        Ok((self.token, form.read(locale)?))
    }
}

/// Closing one's account.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CloseForm {
    /// The password that one has.
    pub present_password: String,
}

/// Signing in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SignInForm {
    /// The mail address.
    pub email: String,
    /// The password.
    pub password: String,
    /// Where to go afterwards.
    pub next: LocalPath,
}

impl SignInForm {
    /// The form with the address in the form in which it is kept.
    pub fn read(mut self, locale: Locale) -> Result<Self> {
        let mut errors = FieldErrors::default();
        self.email = check::email(&mut errors, &self.email, locale);
        check::old_password(&mut errors, "password", &self.password, locale);
        errors.finish()?;
        Ok(self)
    }
}

/// Asks for a letter: to verify an address, or to reset a password.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LetterForm {
    /// The mail address.
    pub email: String,
}

impl LetterForm {
    /// The address in the form in which it is kept.
    pub fn read(self, locale: Locale) -> Result<String> {
        let mut errors = FieldErrors::default();
        let email = check::email(&mut errors, &self.email, locale);
        errors.finish()?;
        Ok(email)
    }
}

/// The form on the page that a verification link leads to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct VerifyForm {
    /// The link's token.
    pub token: String,
    /// The password of the sign-up that the link was written for.
    pub password: String,
}

impl VerifyForm {
    /// Says when there is no password that could be tried.
    pub fn validate(&self, locale: Locale) -> Result<()> {
        let mut errors = FieldErrors::default();
        check::old_password(&mut errors, "password", &self.password, locale);
        errors.finish()
    }
}

/// A new password on the way of a one-time link.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ResetForm {
    /// The link's token.
    pub token: String,
    /// The new password.
    pub password: String,
}

impl ResetForm {
    /// Says what is wrong with the new password.
    pub fn validate(&self, locale: Locale) -> Result<()> {
        let mut errors = FieldErrors::default();
        check::new_password(&mut errors, &self.password, locale);
        errors.finish()
    }
}

/// A new password from somebody who knows the present one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PasswordForm {
    /// The present password.
    pub present_password: String,
    /// The new one.
    pub password: String,
}

impl PasswordForm {
    /// Says what is wrong with either.
    pub fn validate(&self, locale: Locale) -> Result<()> {
        let mut errors = FieldErrors::default();
        check::old_password(&mut errors, "present_password", &self.present_password, locale);
        check::new_password(&mut errors, &self.password, locale);
        errors.finish()
    }
}

/// Another mail address for somebody who knows their password.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EmailForm {
    /// The new address.
    pub email: String,
    /// The password that one has.
    pub present_password: String,
}

impl EmailForm {
    /// The form with the address in the form in which it is kept.
    pub fn read(mut self, locale: Locale) -> Result<Self> {
        let mut errors = FieldErrors::default();
        self.email = check::email(&mut errors, &self.email, locale);
        check::old_password(&mut errors, "present_password", &self.present_password, locale);
        errors.finish()?;
        Ok(self)
    }
}

/// The form on the page that a link leads to, where there is nothing to write.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LinkForm {
    /// The link's token.
    pub token: String,
}

/// Ends one sign-in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeviceForm {
    /// The session's id.
    pub id: String,
}

/// Changes the language of the pages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LanguageForm {
    /// The language's tag.
    pub locale: String,
    /// The page to come back to.
    pub next: LocalPath,
}

/// Gives the promise of confidentiality.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PromiseForm {
    /// The version that was read.
    pub version: i64,
    /// Where to go afterwards.
    pub next: LocalPath,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::Error;

    #[test]
    fn a_newcomer_hears_everything_at_once_in_the_order_of_the_fields() {
        let Err(Error::Invalid(errors)) = SignUpForm::default().read(Locale::ja) else { panic!("it is empty") };
        let fields: Vec<&str> = errors.0.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(fields, ["name", "email", "password"]);
    }

    #[test]
    fn names_and_addresses_are_kept_in_one_form() {
        let form = SignUpForm {
            name: " み\u{202e}なと ".into(),
            email: " Minato@Example.jp".into(),
            password: " ten spaces ".into(),
            ..Default::default()
        };
        let form = form.read(Locale::ja).expect("it is fine");
        assert_eq!((form.name.as_str(), form.email.as_str()), ("みなと", "minato@example.jp"));
        assert_eq!(form.password, " ten spaces ", "a password is what was typed");
    }

    #[test]
    fn too_much_is_refused_with_the_number() {
        let form = SignUpForm { name: "あ".repeat(100_000), email: "a".repeat(100_000), ..Default::default() }
            .read(Locale::en);
        let Err(Error::Invalid(errors)) = form else { panic!("it is too long") };
        assert!(errors.of("name").is_some_and(|words| words.contains("40")));
        assert!(errors.of("email").is_some_and(|words| words.contains("254")));
    }
}
