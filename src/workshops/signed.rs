//! Words in addresses that say by themselves whose they are: of a person's calendar, and of the button that ends
//! letters. Nobody but this program can make them.

use super::model::Topic;
use crate::kit::id::UserId;
use crate::server::config::Config;
use crate::server::crypto::Vault;

const CALENDAR: &str = "calendar";
const STOP: &str = "letters";

/// The address of a person's calendar in its `generation`.
pub fn calendar_address(config: &Config, vault: &Vault, user: &UserId, generation: i64) -> String {
    let payload = [bytes(user).as_slice(), &generation.to_be_bytes()].concat();
    config.link(&format!("/calendar/{}.ics", vault.sign(CALENDAR, &payload)))
}

/// Whose calendar it is, in which generation.
pub fn read_calendar(vault: &Vault, word: &str) -> Option<(UserId, i64)> {
    let payload = vault.signed(CALENDAR, word)?;
    let (user, generation) = payload.split_at_checked(16)?;
    Some((user_of(user)?, i64::from_be_bytes(generation.try_into().ok()?)))
}

/// The address that ends a person's letters on a topic.
pub fn stop_address(config: &Config, vault: &Vault, user: &UserId, topic: Topic) -> String {
    let payload = [bytes(user).as_slice(), topic.as_str().as_bytes()].concat();
    config.link(&format!("/letters/stop/{}", vault.sign(STOP, &payload)))
}

/// Whose letters, on what.
pub fn read_stop(vault: &Vault, word: &str) -> Option<(UserId, Topic)> {
    let payload = vault.signed(STOP, word)?;
    let (user, topic) = payload.split_at_checked(16)?;
    Some((user_of(user)?, Topic::parse(std::str::from_utf8(topic).ok()?)?))
}

fn bytes(user: &UserId) -> [u8; 16] {
    uuid::Uuid::parse_str(user.as_str()).unwrap_or_default().into_bytes()
}

fn user_of(bytes: &[u8]) -> Option<UserId> {
    Some(uuid::Uuid::from_slice(bytes).ok()?.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_is_read_as_what_it_is() {
        let (vault, config) = (Vault::new([3; 32]), Config::for_tests("data".into()));
        let user: UserId = "019376b0-7c6a-7000-8000-000000000001".parse().expect("an id");
        let address = calendar_address(&config, &vault, &user, 4);
        let word = address.rsplit('/').next().and_then(|file| file.strip_suffix(".ics")).expect("a file");
        assert_eq!(read_calendar(&vault, word), Some((user.clone(), 4)));
        assert_eq!(read_stop(&vault, word), None);
        let address = stop_address(&config, &vault, &user, Topic::Thanks);
        let word = address.rsplit('/').next().expect("a word");
        assert_eq!(read_stop(&vault, word), Some((user, Topic::Thanks)));
        assert_eq!(read_calendar(&vault, word), None);
    }
}
