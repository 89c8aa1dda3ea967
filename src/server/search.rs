//! Search in public text by pairs of neighbouring characters, kept in an ordinary table, so that two kanji are
//! found on both databases. What differs only in form is folded first: widths, cases, hiragana and katakana.
//! Pairs only narrow down: whoever asks confirms by `Words::all_in`. Private text is never put in here.

use std::collections::BTreeSet;

use sqlx::{AssertSqlSafe, Row};
use unicode_normalization::UnicodeNormalization;

use super::db::Conn;
use super::failure::Result;

/// Stands beside the pairs of a text that was put in whole, by the present rules: no pair is so long.
const WHOLE: &str = "=v1";

/// How many rows one statement inserts.
const BATCH: usize = 100;

/// How many pairs the database is asked for; the rest is confirmed in the text.
const ASKED: usize = 8;

/// `text` without differences of form: compatible forms joined, lower case, hiragana as katakana.
pub fn fold(text: &str) -> String {
    let kana = |c: char| match c {
        'ぁ'..='ゖ' | 'ゝ' | 'ゞ' => char::from_u32(c as u32 + 0x60).unwrap_or(c),
        other => other,
    };
    text.nfkc().map(kana).flat_map(char::to_lowercase).collect()
}

/// The pairs in a folded text; none over a gap.
pub fn pairs(folded: &str) -> BTreeSet<String> {
    let is_word = |c: &char| !c.is_whitespace() && !c.is_control();
    let all: Vec<char> = folded.chars().collect();
    all.windows(2).filter(|two| two.iter().all(is_word)).map(|two| two.iter().collect()).collect()
}

/// What somebody looks for: each word must be there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words(Vec<String>);

impl Words {
    /// The words of a question; none when it is empty.
    pub fn of(question: &str) -> Option<Words> {
        let words: Vec<String> = fold(question).split_whitespace().take(10).map(str::to_owned).collect();
        (!words.is_empty()).then_some(Words(words))
    }

    /// Whether each stands in a folded text.
    pub fn all_in(&self, folded: &str) -> bool {
        self.0.iter().all(|word| folded.contains(word))
    }

    /// Each of them, folded.
    pub fn each(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    fn pairs(&self) -> BTreeSet<String> {
        self.0.iter().flat_map(|word| pairs(word)).collect()
    }
}

/// Puts the pairs of `text` in, in place of those that stood there.
pub async fn put(conn: &mut Conn, kind: &str, object: &str, text: &str) -> Result<()> {
    sqlx::query("delete from search_pairs where kind = $1 and object_id = $2")
        .bind(kind.to_owned())
        .bind(object.to_owned())
        .execute(&mut *conn)
        .await?;
    let mut pairs: Vec<String> = pairs(&fold(text)).into_iter().collect();
    pairs.push(WHOLE.to_owned());
    for batch in pairs.chunks(BATCH) {
        let rows: Vec<String> = (0..batch.len()).map(|at| format!("($1, $2, ${})", at + 3)).collect();
        let sql = format!("insert into search_pairs (kind, object_id, pair) values {}", rows.join(", "));
        // Only placeholders are put together here.
        let mut query = sqlx::query(AssertSqlSafe(sql)).bind(kind.to_owned()).bind(object.to_owned());
        for pair in batch {
            query = query.bind(pair.clone());
        }
        query.execute(&mut *conn).await?;
    }
    Ok(())
}

/// Which objects of a kind may hold all the words; none when the words are too short to tell.
pub async fn candidates(conn: &mut Conn, kind: &str, words: &Words) -> Result<Option<Vec<String>>> {
    let pairs: Vec<String> = words.pairs().into_iter().take(ASKED).collect();
    let Some(first) = pairs.first().cloned() else { return Ok(None) };
    let mut query = sqlx::query(
        "select object_id from search_pairs
         where kind = $1 and pair in ($2, $3, $4, $5, $6, $7, $8, $9)
         group by object_id having count(*) = $10 order by object_id desc limit 1000",
    )
    .bind(kind.to_owned());
    for at in 0..ASKED {
        query = query.bind(pairs.get(at).unwrap_or(&first).clone());
    }
    let rows = query.bind(pairs.len() as i64).fetch_all(conn).await?;
    let ids = rows.iter().map(|row| Ok(row.try_get(0)?)).collect::<Result<Vec<String>>>()?;
    Ok(Some(ids))
}

/// The workshops, articles … of `missing` (a statement that selects ids, with the mark of a whole text as `$1`) that
/// were never put in by the present rules.
pub async fn missing(conn: &mut Conn, missing: &'static str) -> Result<Vec<String>> {
    let rows = sqlx::query(missing).bind(WHOLE).fetch_all(conn).await?;
    rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn form_makes_no_difference() {
        for (one, other) in
            [("こうりゅう", "コウリュウ"), ("ﾜｰｸ", "わーく"), ("ＡＢＣ", "abc"), ("が", "か\u{3099}"), ("㈱", "(株)")]
        {
            assert_eq!(fold(one), fold(other), "{one}");
        }
        assert_ne!(fold("か"), fold("が"));
    }

    #[test]
    fn pairs_stay_within_words() {
        let found: Vec<String> = pairs(&fold("内省の 会")).into_iter().collect();
        assert_eq!(found, ["内省", "省ノ"]);
        assert!(pairs("会").is_empty());
    }

    #[test]
    fn every_word_must_be_there() {
        let words = Words::of("内省　交流").expect("two words");
        assert!(words.all_in(&fold("交流会: 内省する")));
        assert!(!words.all_in(&fold("内に省みる交流")));
        assert_eq!(Words::of(" \u{3000}"), None);
    }
}
