//! Reads a definition from JSON and notes every fault with its place, so that who writes one sees them all at once.
//! `shape!` declares a part of a definition once: the struct, and how it is read.

use serde_json::{Map, Value};

/// Something wrong in a content file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The file.
    pub file: String,
    /// Where in the file, as `cards[3].name.en`; empty when the file as a whole is meant.
    pub path: String,
    /// What is wrong.
    pub reason: String,
}

impl std::fmt::Display for Fault {
    fn fmt(&self, to: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(to, "{}: {}: {}", self.file, if self.path.is_empty() { "." } else { &self.path }, self.reason)
    }
}

/// The faults found so far, and where the reader stands.
#[derive(Debug)]
pub struct Reader {
    file: String,
    path: String,
    faults: Vec<Fault>,
}

impl Reader {
    /// A reader of a file.
    pub fn new(file: &str) -> Reader {
        Reader { file: file.to_owned(), path: String::new(), faults: Vec::new() }
    }

    /// Notes a fault here.
    pub fn fault(&mut self, reason: impl Into<String>) {
        self.faults.push(Fault { file: self.file.clone(), path: self.path.clone(), reason: reason.into() });
    }

    /// Notes a fault at a place below this one, unless it is `fine`.
    pub fn must(&mut self, fine: bool, place: &str, reason: impl Into<String>) {
        if !fine {
            self.within(place, |reader| reader.fault(reason));
        }
    }

    /// Does something one step further down: `name`, or `[3]`.
    pub fn within<T>(&mut self, place: &str, work: impl FnOnce(&mut Reader) -> T) -> T {
        let before = self.path.len();
        if before > 0 && !place.starts_with('[') && !place.is_empty() {
            self.path.push('.');
        }
        self.path.push_str(place);
        let done = work(self);
        self.path.truncate(before);
        done
    }

    /// Notes a fault for every name that stands twice in a list.
    pub fn unique<'a>(&mut self, place: &str, ids: impl Iterator<Item = &'a str>) {
        let mut seen = std::collections::BTreeSet::new();
        for (at, id) in ids.enumerate() {
            self.must(seen.insert(id), &format!("{place}[{at}].id"), format!("\"{id}\" stands twice"));
        }
    }

    /// What was found.
    pub fn finish(self) -> Vec<Fault> {
        self.faults
    }
}

/// Something that can stand in a definition.
pub trait Shape: Sized {
    /// Reads it, or notes what is wrong.
    fn read(value: &Value, reader: &mut Reader) -> Option<Self>;

    /// What it is when it is left out; `None` when it must be there.
    fn missing() -> Option<Self> {
        None
    }
}

/// A part made of named fields.
pub trait Fields: Sized {
    /// Reads the fields, or notes what is wrong.
    fn fields(object: &mut Object) -> Option<Self>;
}

impl<T: Fields> Shape for T {
    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        Object::read(value, reader, T::fields)
    }
}

/// The fields of one object; those that nobody asked for are faults.
#[derive(Debug)]
pub struct Object<'a> {
    map: &'a Map<String, Value>,
    asked: Vec<&'static str>,
    forgiving: bool,
    /// Where faults go.
    pub reader: &'a mut Reader,
}

impl Object<'_> {
    /// Reads an object by asking for its fields.
    pub fn read<T>(value: &Value, reader: &mut Reader, ask: impl FnOnce(&mut Object) -> Option<T>) -> Option<T> {
        let Value::Object(map) = value else {
            reader.fault("must be an object");
            return None;
        };
        let mut object = Object { map, asked: Vec::new(), forgiving: false, reader };
        let read = ask(&mut object);
        let Object { asked, forgiving, reader, .. } = object;
        for name in map.keys().filter(|name| !forgiving && !asked.contains(&name.as_str())) {
            reader.must(false, name, "is not known here");
        }
        read
    }

    /// Fields that nobody asked for are no faults: nobody knew what to ask for.
    pub fn forgive(&mut self) {
        self.forgiving = true;
    }

    /// Reads a field.
    pub fn field<T: Shape>(&mut self, name: &'static str) -> Option<T> {
        self.asked.push(name);
        match self.map.get(name) {
            Some(value) => self.reader.within(name, |reader| T::read(value, reader)),
            None => T::missing().or_else(|| {
                self.reader.must(false, name, "is missing");
                None
            }),
        }
    }
}

/// Declares a part of a definition: a struct with public fields that can be read.
macro_rules! shape {
    ($($(#[$doc:meta])* pub struct $name:ident { $($(#[$about:meta])* $field:ident: $kind:ty,)* })*) => { $(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq)]
        pub struct $name { $($(#[$about])* pub $field: $kind,)* }

        impl $crate::worksheets::definition::reader::Fields for $name {
            fn fields(object: &mut $crate::worksheets::definition::reader::Object) -> Option<Self> {
                $(let $field = object.field::<$kind>(stringify!($field));)*
                Some($name { $($field: $field?,)* })
            }
        }
    )* };
}
pub(super) use shape;
