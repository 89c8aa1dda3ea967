//! What every definition says about itself.

use super::parts::{Id, Words, between};
use super::reader::{Reader, shape};

shape! {
    /// The first part of every worksheet and self-check.
    pub struct About {
        /// `W1` …, or a name of one's own in capitals.
        id: String,
        /// Which version; answers keep it for ever.
        version: i64,
        /// What kind of worksheet it is.
        family: String,
        /// Its name.
        name: Words,
        /// A sentence or two before one begins.
        opening: Words,
        /// About how long it takes.
        minutes: i64,
        /// Whose work it rests on.
        credit: Words,
        /// Under which terms it may be used.
        licence: Words,
        /// Whether a person has read those terms at the source; until then it ships disabled.
        licence_confirmed: bool,
        /// What a person still has to read at the source.
        to_confirm: Option<Vec<Words>>,
        /// What stands first on every result.
        result: Words,
        /// What people have to know about how far the questions can be trusted.
        notice: Option<Words>,
        /// What a coach sees when the author shares it.
        coach_sees: Words,
        /// How earlier versions map to this one.
        earlier: Option<Vec<Earlier>>,
    }

    /// How an earlier version maps to the present one, for comparing answers to both.
    pub struct Earlier {
        /// The earlier version.
        version: i64,
        /// What has another name now.
        renamed: Vec<Renamed>,
        /// What no longer exists.
        gone: Vec<Id>,
    }

    /// Something that has another name now.
    pub struct Renamed {
        /// Its name in the earlier version.
        was: Id,
        /// Its name now.
        now: Id,
    }
}

impl About {
    /// Notes what is wrong.
    pub fn check(&self, reader: &mut Reader) {
        let fine = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'-';
        let named = (1..=20).contains(&self.id.len()) && self.id.bytes().all(fine);
        reader.must(named, "id", "must be made of at most 20 capitals, digits and -");
        reader.must(self.version >= 1, "version", "must be 1 or more");
        between(reader, "minutes", self.minutes, 1, 120);
        let told = self.licence_confirmed || self.to_confirm.as_ref().is_some_and(|list| !list.is_empty());
        reader.must(told, "to_confirm", "must say what is to be confirmed at the source");
        for (at, earlier) in self.earlier.iter().flatten().enumerate() {
            let past = (1..self.version).contains(&earlier.version);
            reader.must(past, &format!("earlier[{at}].version"), "must be a version before this one");
            reader.unique(&format!("earlier[{at}].renamed"), earlier.renamed.iter().map(|renamed| &*renamed.now));
        }
    }

    /// The present name of what `version` called `id`; `None` when it no longer exists or the version is unknown.
    pub fn carry<'a>(&'a self, version: i64, id: &'a str) -> Option<&'a str> {
        if version == self.version {
            return Some(id);
        }
        let earlier = self.earlier.iter().flatten().find(|earlier| earlier.version == version)?;
        if earlier.gone.iter().any(|gone| &**gone == id) {
            return None;
        }
        if let Some(renamed) = earlier.renamed.iter().find(|renamed| &*renamed.was == id) {
            return Some(&renamed.now);
        }
        // Something else has this name now: what had it before is not the same thing, and not there twice.
        let taken = earlier.renamed.iter().any(|renamed| &*renamed.now == id);
        (!taken).then_some(id)
    }
}
