//! When reminders go out: the host's rules, in minutes before the start.

use super::letters::REMINDERS as USUAL;
use super::plan::{DayForm, number};
use crate::kit::{FieldErrors, Locale};
use crate::tl;

/// Those that are offered to every host.
pub const OFFERED: [i64; 6] = [10_080, 4_320, 1_440, 120, 60, 30];
/// The most rules of a workshop.
pub const MAX_RULES: usize = 5;
/// The last moment that still helps somebody to come.
pub const LEAST: i64 = 10;
/// The first one, in days: the rounds look one day further.
pub const MOST_DAYS: i64 = 30;
/// A rule that is never due. Alone it says that the host wants no reminders; without any rule the usual ones go out.
pub const NEVER: i64 = 0;

/// What a number of a rule counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Days.
    Days,
    /// Hours.
    Hours,
    /// Minutes.
    Minutes,
}

impl Unit {
    /// All, from the longest to the shortest.
    pub const ALL: [Unit; 3] = [Unit::Days, Unit::Hours, Unit::Minutes];

    /// The name in forms.
    pub fn as_str(self) -> &'static str {
        match self {
            Unit::Days => "days",
            Unit::Hours => "hours",
            Unit::Minutes => "minutes",
        }
    }

    /// The unit of that name.
    pub fn parse(text: &str) -> Option<Unit> {
        Unit::ALL.into_iter().find(|unit| unit.as_str() == text)
    }

    /// How many minutes it has.
    pub fn minutes(self) -> i64 {
        match self {
            Unit::Days => 1_440,
            Unit::Hours => 60,
            Unit::Minutes => 1,
        }
    }
}

/// The rules that are at work where these are stored, the earliest first.
pub fn in_force(stored: &[i64]) -> Vec<i64> {
    let mut rules: Vec<i64> = match stored.is_empty() {
        true => USUAL.to_vec(),
        false => stored.iter().copied().filter(|rule| *rule != NEVER).collect(),
    };
    rules.sort_unstable_by(|one, other| other.cmp(one));
    rules
}

/// The rules to store: those that were ticked and the one that was added, the earliest first.
pub fn read(form: &DayForm, errors: &mut FieldErrors, locale: Locale) -> Vec<i64> {
    let fits = |minutes: &i64| (LEAST..=MOST_DAYS * 1_440).contains(minutes);
    let mut rules: Vec<i64> = form.reminders.iter().filter_map(|rule| rule.parse().ok()).filter(fits).collect();
    let out = tl!(locale, planning.error_reminder, least = LEAST, most = MOST_DAYS);
    match (number(&form.remind_number, 1, MOST_DAYS * 1_440), Unit::parse(&form.remind_unit)) {
        (Ok(None), _) => {}
        (Ok(Some(_)), None) => errors.add("remind_unit", tl!(locale, planning.error_choose)),
        (Ok(Some(n)), Some(unit)) if fits(&(n * unit.minutes())) => rules.push(n * unit.minutes()),
        (Ok(Some(_)), Some(_)) | (Err(()), _) => errors.add("remind_number", out),
    }
    rules.sort_unstable_by(|one, other| other.cmp(one));
    rules.dedup();
    errors.check(rules.len() <= MAX_RULES, "reminders", tl!(locale, planning.error_reminders, most = MAX_RULES));
    if rules.is_empty() {
        rules.push(NEVER);
    }
    rules
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workshops::model::letters::due_rule;

    fn typed(ticked: &[&str], number: &str, unit: &str) -> (Vec<i64>, Vec<String>) {
        let form = DayForm {
            reminders: ticked.iter().map(|one| (*one).to_owned()).collect(),
            remind_number: number.to_owned(),
            remind_unit: unit.to_owned(),
            ..DayForm::default()
        };
        let mut errors = FieldErrors::default();
        let rules = read(&form, &mut errors, Locale::ja);
        (rules, errors.0.into_iter().map(|error| error.field).collect())
    }

    #[test]
    fn rules_are_added_once_and_within_their_limits() {
        assert_eq!(typed(&["60", "1440"], "４", "days"), (vec![5_760, 1_440, 60], vec![]));
        assert_eq!(typed(&["60"], "1", "hours"), (vec![60], vec![]));
        assert_eq!(typed(&["0", "x", "-5", "999999999"], "", ""), (vec![NEVER], vec![]));
        for (number, unit) in [("9", "minutes"), ("31", "days"), ("0", "days"), ("-1", "hours"), ("一", "days")] {
            assert_eq!(typed(&[], number, unit).1, ["remind_number"], "{number} {unit}");
        }
        assert_eq!(typed(&[], "3", "weeks").1, ["remind_unit"]);
        let five = ["10", "20", "30", "40", "50"];
        assert_eq!(typed(&five, "", "").1, [""; 0]);
        assert_eq!(typed(&five, "1", "days").1, ["reminders"]);
        assert_eq!(typed(&[], "30", "days").0, [43_200]);
    }

    #[test]
    fn no_rule_means_the_usual_ones_and_never_means_none() {
        assert_eq!(in_force(&[]), [1_440, 60]);
        assert_eq!(in_force(&[NEVER]), [0; 0]);
        assert_eq!(in_force(&[60, 5_760]), [5_760, 60]);
        for left in -5..50_000 {
            assert_eq!(due_rule(&[NEVER], left), None, "{left}");
        }
    }
}
