//! The check as a command, for operators and for measuring: JSON lines in, JSON lines out.

use std::io::{BufRead, Write};

use serde::{Deserialize, Serialize};

use super::{Finding, check};
use crate::kit::Locale;

#[derive(Deserialize)]
struct Asked {
    id: String,
    text: String,
}

#[derive(Serialize)]
struct Answered {
    id: String,
    findings: Vec<Finding>,
}

/// Checks each line `{"id","text"}` and writes one line `{"id","findings"}` for it. Stops at the first line it cannot
/// read, and says which; lines that hold nothing are passed over. The text itself is never in the error.
pub fn check_lines(input: impl BufRead, mut output: impl Write, locale: Locale) -> Result<(), String> {
    for (at, line) in input.lines().enumerate() {
        let trouble = |what: &str| format!("line {}: {what}", at + 1);
        let line = line.map_err(|error| trouble(&error.to_string()))?;
        if line.trim().is_empty() {
            continue;
        }
        let asked: Asked = serde_json::from_str(&line).map_err(|error| trouble(&unreadable(&error)))?;
        let answered = Answered { id: asked.id, findings: check(&asked.text, locale) };
        let answer = serde_json::to_string(&answered).map_err(|error| trouble(&error.to_string()))?;
        writeln!(output, "{answer}").map_err(|error| trouble(&error.to_string()))?;
    }
    output.flush().map_err(|error| error.to_string())
}

fn unreadable(error: &serde_json::Error) -> String {
    use serde_json::error::Category;
    match error.classify() {
        Category::Data => r#"it must be an object {"id": "…", "text": "…"}, both of them text"#.to_owned(),
        _ => format!("this is not JSON (column {})", error.column()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(input: &str) -> Result<String, String> {
        let mut output = Vec::new();
        check_lines(input.as_bytes(), &mut output, Locale::ja)?;
        Ok(String::from_utf8(output).expect("JSON is UTF-8"))
    }

    #[test]
    fn one_line_in_one_line_out() {
        let output = run(
            "{\"id\":\"a\",\"text\":\"連絡先は090-0000-1234です\"}\n\n{\"id\":\"b\",\"text\":\"静かな一日だった\"}\n",
        )
        .expect("both are fine");
        let lines: Vec<&str> = output.lines().collect();
        assert_eq!(
            lines,
            [
                r#"{"id":"a","findings":[{"kind":"PHONE","level":"BLOCK","text":"090-0000-1234","start":4,"end":17,"suggestion":"削除"}]}"#,
                r#"{"id":"b","findings":[]}"#,
            ]
        );
    }

    #[test]
    fn a_bad_line_is_named_by_its_number_and_not_repeated() {
        for (input, at) in [
            ("{\"id\":\"a\",\"text\":\"x\"}\n秘密", "line 2: "),
            ("{\"id\":\"a\"}", "line 1: "),
            ("{\"id\":1,\"text\":\"秘密\"}", "line 1: "),
        ] {
            let error = run(input).expect_err("it must stop");
            assert!(error.starts_with(at) && !error.contains("秘密"), "{error}");
        }
    }
}
