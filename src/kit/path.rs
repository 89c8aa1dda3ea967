//! A path inside this site: what may be redirected to.

use serde::{Deserialize, Serialize};

/// A path that starts with one slash and holds no control characters, so it can neither leave the site
/// nor break a header. Anything else becomes `/`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String")]
pub struct LocalPath(String);

impl LocalPath {
    /// The path, or `/` when `text` is not one.
    pub fn new(text: &str) -> Self {
        let local = text.starts_with('/')
            && !text.starts_with("//")
            && text.len() <= 2000
            && text.bytes().all(|byte| (0x21..0x7f).contains(&byte) && byte != b'\\' && byte != b'"');
        Self(if local { text.to_owned() } else { "/".to_owned() })
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for LocalPath {
    fn default() -> Self {
        Self("/".to_owned())
    }
}

impl From<String> for LocalPath {
    fn from(text: String) -> Self {
        Self::new(&text)
    }
}

impl std::fmt::Display for LocalPath {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Percent-encodes a value for the query of an address: everything but unreserved characters and slashes.
pub fn encode(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' => out.push(byte as char),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_leaves_the_site() {
        for wrong in
            ["", "https://evil.example", "//evil.example", "/\\evil.example", "/a\r\nSet-Cookie: x", "/日誌", "a"]
        {
            assert_eq!(LocalPath::new(wrong).as_str(), "/", "{wrong:?}");
        }
        assert_eq!(LocalPath::new("/workshops/1?done=x#top").as_str(), "/workshops/1?done=x#top");
    }
}
