//! The rules of names, mail addresses and passwords, each with the sentence that says what to write instead.

use crate::kit::form::{chars, one_line};
use crate::kit::{FieldErrors, Locale};
use crate::tl;

/// The most characters of a name.
pub const MAX_NAME: usize = 40;
/// The most characters of a mail address.
pub const MAX_EMAIL: usize = 254;
/// The fewest characters of a new password.
pub const MIN_PASSWORD: usize = 10;
/// The most characters of a password: hashing longer ones would only cost time.
pub const MAX_PASSWORD: usize = 200;

/// The name without hidden marks; says so when it is empty or too long.
pub fn name(errors: &mut FieldErrors, typed: &str, locale: Locale) -> String {
    let name = one_line(typed);
    errors.check(!name.is_empty(), "name", tl!(locale, accounts.error_name));
    errors.check(chars(&name) <= MAX_NAME, "name", tl!(locale, accounts.error_too_long, n = MAX_NAME));
    name
}

/// The mail address in the one form in which it is kept; says so when it cannot be one.
pub fn email(errors: &mut FieldErrors, typed: &str, locale: Locale) -> String {
    let email = normal_email(typed);
    if email.is_empty() {
        errors.add("email", tl!(locale, accounts.error_email_empty));
    } else if email.len() > MAX_EMAIL {
        errors.add("email", tl!(locale, accounts.error_too_long, n = MAX_EMAIL));
    } else if !is_plausible(&email) {
        errors.add("email", tl!(locale, accounts.error_email));
    }
    email
}

/// A password to be kept from now on.
pub fn new_password(errors: &mut FieldErrors, typed: &str, locale: Locale) {
    let long = chars(typed);
    errors.check(long >= MIN_PASSWORD, "password", tl!(locale, accounts.error_password_short, n = MIN_PASSWORD));
    errors.check(long <= MAX_PASSWORD, "password", tl!(locale, accounts.error_too_long, n = MAX_PASSWORD));
}

/// A password that somebody says they have.
pub fn old_password(errors: &mut FieldErrors, field: &str, typed: &str, locale: Locale) {
    errors.check(!typed.is_empty(), field, tl!(locale, accounts.error_password_empty));
    errors.check(chars(typed) <= MAX_PASSWORD, field, tl!(locale, accounts.error_too_long, n = MAX_PASSWORD));
}

/// Trimmed, lower case, and with the full-width letters of Japanese keyboards made plain.
pub fn normal_email(typed: &str) -> String {
    let plain = typed.chars().map(|c| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        c => c,
    });
    one_line(&plain.collect::<String>()).to_lowercase()
}

fn is_plausible(email: &str) -> bool {
    let Some((user, host)) = email.split_once('@') else { return false };
    let user_fine = !user.is_empty()
        && user.len() <= 64
        && user.bytes().all(|byte| byte.is_ascii_graphic() && !b"@,;:<>()[]\"\\".contains(&byte));
    let labels: Vec<&str> = host.split('.').collect();
    let host_fine = labels.len() >= 2
        && labels.iter().all(|label| {
            !label.is_empty()
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        });
    user_fine && host_fine
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn addresses_are_kept_in_one_form() {
        assert_eq!(normal_email("  Minato@Example.JP \n"), "minato@example.jp");
        assert_eq!(normal_email("ｍｉｎａｔｏ＠ｅｘａｍｐｌｅ．ｊｐ"), "minato@example.jp");
    }

    #[test]
    fn an_address_has_a_name_and_a_host() {
        for fine in ["minato@example.jp", "a.b+c_d@sub.example.co.jp", "o'neil@example.com"] {
            assert!(is_plausible(fine), "{fine}");
        }
        for wrong in [
            "minato",
            "minato@",
            "@example.jp",
            "minato@example",
            "a@b@example.jp",
            "a b@example.jp",
            "a@-x.jp",
            "a@x..jp",
            "a,b@example.jp",
            "<a@example.jp>",
            "みなと@example.jp",
        ] {
            assert!(!is_plausible(wrong), "{wrong}");
        }
    }

    #[test]
    fn passwords_are_counted_in_characters() {
        let says = |text: &str| {
            let mut errors = FieldErrors::default();
            new_password(&mut errors, text, Locale::ja);
            errors.of("password").map(str::to_owned)
        };
        assert_eq!(says("灯りのそばにいるひと"), None);
        assert!(says("灯りのそばに").is_some());
        assert!(says(&"あ".repeat(200)).is_none());
        assert!(says(&"あ".repeat(201)).is_some_and(|words| words.contains("200")));
    }

    proptest! {
        #[test]
        fn nothing_that_passes_could_break_a_mail_header(typed in "\\PC*") {
            let mut errors = FieldErrors::default();
            let email = email(&mut errors, &typed, Locale::ja);
            if errors.0.is_empty() {
                prop_assert!(email.bytes().all(|byte| byte.is_ascii_graphic()));
                prop_assert_eq!(normal_email(&email), email);
            }
        }
    }
}
