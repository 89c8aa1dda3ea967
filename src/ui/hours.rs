use leptos::prelude::*;

/// What stands between the beginning and the end, in either language.
const DASHES: [&str; 2] = ["〜", " – "];
/// 20:00
const CLOCK: usize = 5;

/// A day with its hours in words. The hours never part at the end of a line.
#[component]
pub fn Hours(
    /// Such as 2026年11月27日（金）20:00〜21:30（日本時間）.
    words: String,
) -> impl IntoView {
    match parts(&words) {
        Some([before, hours, after]) => {
            view! { {before.to_owned()} <span class="hours">{hours.to_owned()}</span> {after.to_owned()} }.into_any()
        }
        None => words.into_any(),
    }
}

/// What stands before the hours, the hours, and what stands behind; none where they are not on one day, and so may part.
fn parts(words: &str) -> Option<[&str; 3]> {
    let (at, dash) = DASHES.into_iter().find_map(|dash| Some((words.find(dash)?, dash)))?;
    let (from, to) = (at.checked_sub(CLOCK)?, at + dash.len() + CLOCK);
    let both = is_clock(words.get(from..at)?) && is_clock(words.get(at + dash.len()..to)?);
    both.then(|| [&words[..from], &words[from..to], &words[to..]])
}

fn is_clock(text: &str) -> bool {
    text.bytes().enumerate().all(|(at, byte)| if at == 2 { byte == b':' } else { byte.is_ascii_digit() })
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn hours_of_one_day_stay_together() {
        let day = "2026年11月27日（金）20:00〜21:30（日本時間）";
        assert_eq!(parts(day), Some(["2026年11月27日（金）", "20:00〜21:30", "（日本時間）"]));
        let day = "Fri 27 November 2026, 20:00 – 21:30 (Japan time)";
        assert_eq!(parts(day), Some(["Fri 27 November 2026, ", "20:00 – 21:30", " (Japan time)"]));
        for other in [
            "2026年11月27日（金）20:00〜11月28日（土）11:00",
            "11月27日（金）20:00",
            "〜",
            "時間〜21:30",
            "20:00〜",
            "",
        ] {
            assert_eq!(parts(other), None, "{other}");
        }
    }
}
