//! A result as Markdown: headings, paragraphs, lists and tables of our own pages. Pictures fall away, since each has a
//! table beside it that says the same.

/// What is drawn, not read.
const DRAWN: [&str; 3] = ["svg", "script", "style"];

/// The Markdown of a piece of a page that this program made.
pub fn markdown(html: &str) -> String {
    let mut out = Out::default();
    let mut rest = html;
    let mut drawn = 0_usize;
    while let Some(at) = rest.find('<') {
        if drawn == 0 {
            out.say(&plain(&rest[..at]));
        }
        let Some(end) = rest[at..].find('>') else { break };
        let tag = &rest[at + 1..at + end];
        rest = &rest[at + end + 1..];
        let closes = tag.starts_with('/');
        let name: String = tag.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
        if DRAWN.contains(&name.as_str()) {
            drawn = if closes { drawn.saturating_sub(1) } else { drawn + 1 };
        } else if drawn == 0 {
            out.tag(&name, closes);
        }
    }
    if drawn == 0 {
        out.say(&plain(rest));
    }
    out.text.trim().to_owned() + "\n"
}

#[derive(Default)]
struct Out {
    text: String,
    /// The rows of a table that is under way, and whether its first row names the others.
    table: Option<(Vec<Vec<String>>, bool)>,
    /// The numbers of lists that are under way; none where they only have points.
    lists: Vec<Option<u32>>,
}

impl Out {
    fn say(&mut self, words: &str) {
        match &mut self.table {
            Some((rows, _)) if !rows.is_empty() => {
                if let Some(cell) = rows.last_mut().and_then(|row| row.last_mut()) {
                    // A line end or a bar would end the cell.
                    cell.push_str(&words.replace('|', "\\|").replace('\n', "<br>"));
                }
            }
            // What a table is called stands above it.
            _ => self.text.push_str(words),
        }
    }

    /// Begins something on a line of its own.
    fn part(&mut self, begins: &str) {
        while self.text.ends_with([' ', '\n']) {
            self.text.pop();
        }
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        self.text.push_str(begins);
    }

    fn line(&mut self, begins: &str) {
        while self.text.ends_with([' ', '\n']) {
            self.text.pop();
        }
        self.text.push('\n');
        self.text.push_str(begins);
    }

    fn tag(&mut self, name: &str, closes: bool) {
        if let Some((rows, named)) = &mut self.table {
            match (name, closes) {
                ("thead", false) => *named = true,
                ("tr", false) => rows.push(Vec::new()),
                ("th" | "td", false) => rows.iter_mut().last().into_iter().for_each(|row| row.push(String::new())),
                ("table", true) => self.put_table(),
                _ => {}
            }
            return;
        }
        match (name, closes) {
            ("h1" | "h2", false) => self.part("## "),
            ("h3" | "h4" | "caption", false) => self.part("### "),
            ("dt", false) => self.part("**"),
            ("dt", true) => self.text.push_str("**"),
            ("table", false) => {
                self.part("");
                self.table = Some((Vec::new(), false));
            }
            ("ul", false) => self.lists.push(None),
            ("ol", false) => self.lists.push(Some(0)),
            ("ul" | "ol", true) => {
                self.lists.pop();
                self.part("");
            }
            ("li", false) => match self.lists.last_mut() {
                Some(Some(n)) => {
                    *n += 1;
                    let begins = format!("{n}. ");
                    self.line(&begins);
                }
                _ => self.line("- "),
            },
            ("br", _) => self.text.push('\n'),
            ("div" | "p", false) if self.text.ends_with("- ") || self.text.ends_with(". ") => {}
            (
                "p" | "div" | "section" | "article" | "figure" | "figcaption" | "dd" | "dl" | "blockquote" | "summary",
                _,
            )
            | ("h1" | "h2" | "h3" | "h4", true) => self.part(""),
            _ => {}
        }
    }

    fn put_table(&mut self) {
        let Some((rows, named)) = self.table.take() else { return };
        let wide = rows.iter().map(Vec::len).max().unwrap_or(0);
        let mut rows = rows.into_iter().filter(|row| !row.is_empty()).map(|mut row| {
            row.resize(wide, String::new());
            format!("| {} |", row.iter().map(|cell| cell.trim()).collect::<Vec<_>>().join(" | "))
        });
        let head = if named { rows.next() } else { None };
        let head = head.unwrap_or_else(|| format!("|{}", "  |".repeat(wide)));
        self.part(&head);
        self.line(&format!("|{}", "--|".repeat(wide)));
        for row in rows {
            self.line(&row);
        }
        self.part("");
    }
}

/// Text as it was before it stood in a page.
fn plain(text: &str) -> String {
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    text.replace("&#x27;", "'").replace("&#39;", "'").replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_reads_as_markdown() {
        let html = "<div class=\"stack\"><p class=\"note\">正解も&lt;ない&gt;</p><figure><svg><title>絵</title><text>5</text></svg>\
                    <figcaption>いま大きいのは</figcaption></figure><section><h2 id=\"a\">並び</h2><ol><li><div><b>聴く</b></div></li>\
                    <li>待つ</li></ol></section><dl><dt>意味</dt><dd>一行め\n二行め</dd></dl></div>";
        let wanted = "正解も<ない>\n\nいま大きいのは\n\n## 並び\n1. 聴く\n2. 待つ\n\n**意味**\n\n一行め\n二行め\n";
        assert_eq!(markdown(html), wanted);
    }

    #[test]
    fn a_table_keeps_its_cells() {
        let named = "<table><caption>図</caption><thead><tr><th>価値</th><th>数</th></tr></thead><tbody><tr><th>a|b</th>\
                     <td>1\n2</td></tr></tbody></table><p>後</p>";
        assert_eq!(markdown(named), "図\n\n| 価値 | 数 |\n|--|--|\n| a\\|b | 1<br>2 |\n\n後\n");
        let bare = "<table><tbody><tr><th>a</th><td><svg>x</svg>1</td></tr></tbody></table>";
        assert_eq!(markdown(bare), "|  |  |\n|--|--|\n| a | 1 |\n");
    }
}
