//! The time zones that the profile offers. Any other IANA zone may be kept too; the server knows them all.

use crate::kit::Locale;
use crate::tl;

/// The time zone of people whose own is not known.
pub const HOME_ZONE: &str = "Asia/Tokyo";

/// The zones on offer with their names: home first, then from west to east. One that a person has already
/// and that is not among them comes last, under its own name.
pub fn offered(present: &str, locale: Locale) -> Vec<(String, String)> {
    let ours = [
        (HOME_ZONE, tl!(locale, accounts.zone_tokyo)),
        ("Pacific/Honolulu", tl!(locale, accounts.zone_honolulu)),
        ("America/Los_Angeles", tl!(locale, accounts.zone_los_angeles)),
        ("America/Chicago", tl!(locale, accounts.zone_chicago)),
        ("America/New_York", tl!(locale, accounts.zone_new_york)),
        ("America/Sao_Paulo", tl!(locale, accounts.zone_sao_paulo)),
        ("Europe/London", tl!(locale, accounts.zone_london)),
        ("Europe/Paris", tl!(locale, accounts.zone_paris)),
        ("Asia/Kolkata", tl!(locale, accounts.zone_kolkata)),
        ("Asia/Bangkok", tl!(locale, accounts.zone_bangkok)),
        ("Asia/Singapore", tl!(locale, accounts.zone_singapore)),
        ("Asia/Taipei", tl!(locale, accounts.zone_taipei)),
        ("Asia/Seoul", tl!(locale, accounts.zone_seoul)),
        ("Australia/Sydney", tl!(locale, accounts.zone_sydney)),
    ];
    let missing = !present.is_empty() && ours.iter().all(|(zone, _)| *zone != present);
    let own = missing.then_some((present, present));
    ours.into_iter().chain(own).map(|(zone, name)| (zone.to_owned(), name.to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_of_ones_own_is_kept_on_offer() {
        assert_eq!(offered(HOME_ZONE, Locale::ja).len(), 14);
        let with_own = offered("Africa/Nairobi", Locale::en);
        assert_eq!(with_own.last(), Some(&("Africa/Nairobi".to_owned(), "Africa/Nairobi".to_owned())));
    }
}
