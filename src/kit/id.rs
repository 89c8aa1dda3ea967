//! Identifiers: UUID v7 as text, one type for each kind of thing, made only on the server.

/// Declares a newtype for the id of one kind of thing.
#[macro_export]
macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The id as it stands in the database and in addresses.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::kit::Error;

            /// A text that is not a lower-case UUID names nothing: `NotFound`.
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                if $crate::kit::id::is_uuid(text) {
                    Ok(Self(text.to_owned()))
                } else {
                    Err($crate::kit::Error::NotFound)
                }
            }
        }

        impl TryFrom<String> for $name {
            type Error = $crate::kit::Error;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.0
            }
        }

        #[cfg(feature = "ssr")]
        impl From<uuid::Uuid> for $name {
            fn from(uuid: uuid::Uuid) -> Self {
                Self(uuid.hyphenated().to_string())
            }
        }
    };
}

/// Whether `text` is a lower-case hyphenated UUID.
pub fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => matches!(byte, b'0'..=b'9' | b'a'..=b'f'),
        })
}

id! {
    /// A person with an account.
    UserId
}
id! {
    /// A workshop or another kind of gathering.
    WorkshopId
}
id! {
    /// One person's place, or place in the line, at one workshop.
    RegistrationId
}
id! {
    /// A course of several dates.
    SeriesId
}
id! {
    /// A question that a host asks those who register.
    QuestionId
}
id! {
    /// A journal entry.
    EntryId
}
id! {
    /// A copy of a journal entry that was sent to a coach.
    ShareId
}
id! {
    /// A copy that its author still looks over before it is sent.
    DraftId
}
id! {
    /// A coach's remark on a passage.
    CommentId
}
id! {
    /// A coach's request to bring an excerpt to another coach.
    SupervisionId
}
id! {
    /// One sitting with a worksheet.
    AnswerId
}
id! {
    /// A copy of a worksheet's result that was shown to a coach.
    WorksheetShareId
}
id! {
    /// A coaching cohort, such as 第一期生.
    CohortId
}
id! {
    /// One signed-in device.
    SessionId
}
id! {
    /// A row of the outbox.
    LetterId
}
id! {
    /// A row that nothing else points to (log rows, revisions, answers).
    RowId
}
id! {
    /// Something that is asked of a room.
    PromptId
}
id! {
    /// A group's call for a hand in a running workshop.
    CallId
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_lower_case_uuids_are_ids() {
        assert!("019376b0-7c6a-7000-8000-0123456789ab".parse::<UserId>().is_ok());
        for wrong in ["", "1", "019376B0-7c6a-7000-8000-0123456789ab", "019376b0-7c6a-7000-8000-0123456789a'"] {
            assert!(wrong.parse::<UserId>().is_err(), "{wrong}");
        }
    }
}
