//! W3: statements that are placed in columns of a fixed size.

use super::parts::{Id, Words};
use super::reader::{Reader, shape};

shape! {
    /// A forced sort.
    pub struct Sort {
        /// What to do.
        question: Words,
        /// The columns, the one that matters most first.
        columns: [Column; 5],
        /// The second pass.
        met: Met,
        /// The values, each with its statements.
        values: Vec<Value>,
    }

    /// A column.
    pub struct Column {
        /// What a card in it counts.
        points: i64,
        /// How many cards it holds, exactly.
        cards: i64,
        /// Its name.
        name: Words,
    }

    /// How far a value is met at the workplace, 1 to 5.
    pub struct Met {
        /// The question.
        question: Words,
        /// What 1 means.
        least: Words,
        /// What 5 means.
        most: Words,
    }

    /// A value.
    pub struct Value {
        /// What results call it.
        id: Id,
        /// Its element in the framework it is taken from.
        element: Option<String>,
        /// Its name.
        name: Words,
        /// One line about it.
        says: Words,
        /// What stands for it.
        statements: Vec<Statement>,
    }

    /// A card of the sort.
    pub struct Statement {
        /// What answers call it.
        id: Id,
        /// What it says.
        text: Words,
    }
}

impl Sort {
    /// Every statement with its value.
    pub fn statements(&self) -> impl Iterator<Item = (&Value, &Statement)> {
        self.values.iter().flat_map(|value| value.statements.iter().map(move |one| (value, one)))
    }

    /// Notes what is wrong.
    pub fn check(&self, reader: &mut Reader) {
        for (at, column) in self.columns.iter().enumerate() {
            let points = 5 - at as i64;
            reader.must(column.points == points, &format!("columns[{at}].points"), format!("must be {points}"));
            reader.must(column.cards >= 1, &format!("columns[{at}].cards"), "must be 1 or more");
        }
        let cards = self.statements().count() as i64;
        let room: i64 = self.columns.iter().map(|column| column.cards).sum();
        reader.must(cards == room, "columns", format!("hold {room} cards, and there are {cards} statements"));
        reader.must((3..=8).contains(&self.values.len()), "values", "must be 3 to 8");
        reader.unique("values", self.values.iter().map(|value| &*value.id));
        let mut seen = std::collections::BTreeSet::new();
        for (at, value) in self.values.iter().enumerate() {
            reader.must(!value.statements.is_empty(), &format!("values[{at}].statements"), "is empty");
            for (n, statement) in value.statements.iter().enumerate() {
                let place = format!("values[{at}].statements[{n}].id");
                reader.must(seen.insert(&statement.id), &place, format!("\"{}\" stands twice", statement.id));
            }
        }
    }
}
