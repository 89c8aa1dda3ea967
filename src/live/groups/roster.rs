//! The people of an event from a CSV file.

use std::collections::{BTreeMap, HashMap};

use super::{Event, Person};

/// The names of those who take part, and an event that knows about each of them what the file says: the columns are
/// `name`, `profession`, `organisation`, `first_timer`, `years`, `apart` and `together`; all but the first may be
/// missing. `apart` and `together` hold names of others, or labels that several people share, with `;` between them.
pub fn read(csv: &[u8]) -> Result<(Vec<String>, Event), String> {
    let csv = csv.strip_prefix("\u{feff}".as_bytes()).unwrap_or(csv);
    let mut reader = csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(csv);
    let heads = reader.headers().map_err(|error| error.to_string())?;
    let columns: HashMap<String, usize> =
        heads.iter().enumerate().map(|(at, head)| (head.to_lowercase(), at)).collect();
    if !columns.contains_key("name") {
        return Err("there is no column \"name\"".to_owned());
    }
    let mut roster = Roster::default();
    for row in reader.records() {
        let row = row.map_err(|error| error.to_string())?;
        let line = row.position().map_or(0, |position| position.line());
        let cell = |column: &str| columns.get(column).and_then(|at| row.get(*at)).unwrap_or_default();
        roster.add(&cell).map_err(|error| format!("line {line}: {error}"))?;
    }
    let (apart, together) = (roster.pairs("apart")?, roster.pairs("together")?);
    Ok((roster.names, Event { people: roster.people, apart, together, ..Event::default() }))
}

#[derive(Default)]
struct Roster {
    names: Vec<String>,
    people: Vec<Person>,
    codes: HashMap<(&'static str, String), u16>,
    /// Who named whom, or which label: by column, and then by the word.
    wishes: BTreeMap<(&'static str, String), Vec<usize>>,
}

impl Roster {
    fn add<'a>(&mut self, cell: &dyn Fn(&str) -> &'a str) -> Result<(), String> {
        let (name, number) = (cell("name"), self.names.len());
        if name.is_empty() {
            return Err("someone has no name".to_owned());
        }
        if self.names.iter().any(|other| other == name) {
            return Err(format!("two people are called {name}"));
        }
        let person = Person {
            profession: self.code("profession", cell("profession")),
            organisation: self.code("organisation", cell("organisation")),
            years: years(cell("years"))?,
            first_timer: yes(cell("first_timer"))?,
        };
        for column in ["apart", "together"] {
            for word in cell(column).split([';', '；', ',', '、', '|']).map(str::trim).filter(|word| !word.is_empty())
            {
                self.wishes.entry((column, word.to_owned())).or_default().push(number);
            }
        }
        self.names.push(name.to_owned());
        self.people.push(person);
        Ok(())
    }

    fn code(&mut self, column: &'static str, word: &str) -> Option<u16> {
        let next = self.codes.len() as u16;
        (!word.is_empty()).then(|| *self.codes.entry((column, word.to_owned())).or_insert(next))
    }

    fn pairs(&self, of: &'static str) -> Result<Vec<(usize, usize)>, String> {
        let mut pairs = Vec::new();
        for ((_, word), people) in self.wishes.iter().filter(|((column, _), _)| *column == of) {
            match self.names.iter().position(|name| name == word) {
                Some(named) => pairs.extend(people.iter().filter(|one| **one != named).map(|one| (*one, named))),
                None if people.len() == 1 => {
                    let name = &self.names[people[0]];
                    return Err(format!("{name} has {word} as \"{of}\": nobody is called so, and nobody shares it"));
                }
                None => pairs.extend(super::setting::pairs(people)),
            }
        }
        Ok(pairs)
    }
}

fn yes(word: &str) -> Result<bool, String> {
    match word.to_lowercase().as_str() {
        "1" | "true" | "yes" | "y" | "x" | "はい" | "○" | "◯" => Ok(true),
        "" | "0" | "false" | "no" | "n" | "-" | "いいえ" => Ok(false),
        other => Err(format!("first_timer is {other}, and not yes or no")),
    }
}

fn years(word: &str) -> Result<Option<u8>, String> {
    let band = |years: u16| match years {
        ..4 => 0,
        4..10 => 1,
        _ => 2,
    };
    match word {
        "" => Ok(None),
        word => word.parse().map(|years| Some(band(years))).map_err(|_| format!("years is {word}, and not a number")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_says_who_they_are_and_whom_they_wish() {
        let file = "\u{feff}Name,profession,organisation,first_timer,apart,together,years\n\
                    みなと,看護師,A病院,yes,みか,,3\nみか,教員,,no,,car,12\nあおい,看護師,A病院,,x; みなと,car,\nそら,,,,x\n";
        let (names, event) = read(file.as_bytes()).expect("fine");
        assert_eq!(names, ["みなと", "みか", "あおい", "そら"]);
        assert_eq!(event.people[0].profession, event.people[2].profession);
        assert_ne!(event.people[0].profession, event.people[1].profession);
        assert!(event.people[0].first_timer && !event.people[1].first_timer);
        assert_eq!((event.people[0].years, event.people[1].years, event.people[2].years), (Some(0), Some(2), None));
        let mut apart = event.apart.clone();
        apart.sort_unstable();
        assert_eq!(apart, [(0, 1), (2, 0), (3, 2)]);
        assert_eq!(event.together, [(2, 1)]);
    }

    #[test]
    fn what_cannot_be_read_is_named_by_its_line() {
        for (file, words) in [
            ("profession\nx\n", "no column \"name\""),
            ("name\na\na\n", "line 3: two people are called a"),
            ("name,first_timer\na,perhaps\n", "line 2: first_timer is perhaps"),
            ("name,years\na,many\n", "line 2: years is many"),
            ("name,apart\na,\nb,c\n", "b has c as \"apart\""),
            ("name,apart\n,x\n", "line 2: someone has no name"),
        ] {
            let error = read(file.as_bytes()).expect_err(words);
            assert!(error.contains(words), "{error}");
        }
        assert_eq!(read(b"name\n").map(|(names, event)| (names.len(), event.people.len())), Ok((0, 0)));
    }
}
