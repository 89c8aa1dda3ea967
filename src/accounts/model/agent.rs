//! Which device a sign-in came from, in words one recognises: 「iPhone の Safari」.

use crate::kit::Locale;
use crate::tl;

/// The device and browser behind a `User-Agent` line, as far as it tells.
pub fn describe(agent: &str, locale: Locale) -> String {
    match (device(agent), browser(agent)) {
        (Some(device), Some(browser)) => tl!(locale, accounts.agent_both, device = device, browser = browser),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => tl!(locale, accounts.agent_unknown).to_owned(),
    }
}

// The order matters in both lists: later names hide inside the lines of earlier ones.
fn device(agent: &str) -> Option<&'static str> {
    first(
        agent,
        &[
            ("iPhone", "iPhone"),
            ("iPad", "iPad"),
            ("Android", "Android"),
            ("Windows", "Windows"),
            ("CrOS", "Chromebook"),
            ("Macintosh", "Mac"),
            ("Linux", "Linux"),
        ],
    )
}

fn browser(agent: &str) -> Option<&'static str> {
    first(
        agent,
        &[
            ("Line/", "LINE"),
            ("Edg", "Edge"),
            ("OPR/", "Opera"),
            ("SamsungBrowser", "Samsung Internet"),
            ("Firefox/", "Firefox"),
            ("FxiOS", "Firefox"),
            ("CriOS", "Chrome"),
            ("Chrome/", "Chrome"),
            ("Safari/", "Safari"),
        ],
    )
}

fn first(agent: &str, names: &[(&str, &'static str)]) -> Option<&'static str> {
    names.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_recognise_their_devices() {
        let cases = [
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1",
                "iPhone の Safari",
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0",
                "Windows の Edge",
            ),
            (
                "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36",
                "Android の Chrome",
            ),
            ("Mozilla/5.0 (Macintosh; Intel Mac OS X 14.7; rv:133.0) Gecko/20100101 Firefox/133.0", "Mac の Firefox"),
            ("curl/8.5.0", "種類のわからない端末"),
            ("", "種類のわからない端末"),
        ];
        for (agent, words) in cases {
            assert_eq!(describe(agent, Locale::ja), words);
        }
        assert_eq!(describe("Mozilla/5.0 (iPad) CriOS/131", Locale::en), "Chrome on iPad");
    }
}
