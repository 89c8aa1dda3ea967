//! Strangers who try passwords and ask for letters keep no member out.

use std::net::IpAddr;

use http::StatusCode;

use super::browser::{Browser, PASSWORD, letters, member};
use crate::both;
use crate::support::TestApp;

const ADDRESS: &str = "minato@example.jp";
const WRONG: &str = "ちがうことばです。";

/// A browser under the rate limits, with the cookies of another but not signed in.
fn after(app: &TestApp, other: &Browser) -> Browser {
    let mut browser = Browser::limited(app);
    browser.cookies = other.cookies.clone();
    browser.cookies.remove("session");
    browser
}

/// Strangers from so many places, one deed each.
async fn strangers(app: &TestApp, many: u16, deed: &str, fields: &[(&str, &str)]) -> Vec<StatusCode> {
    let mut statuses = Vec::new();
    let mut browser = Browser::limited(app);
    for n in 0..many {
        browser.address = IpAddr::from([0x2001, 0xdb8, n, 0, 0, 0, 0, 1]);
        statuses.push(browser.call(deed, fields).await.status);
    }
    statuses
}

both!(a_device_that_knows_the_account_always_gets_in, |app| async move {
    let known = member(&app, "みなと", ADDRESS).await;
    let other = member(&app, "あおい", "aoi@example.jp").await;
    let statuses = strangers(&app, 101, "sign-in", &[("email", ADDRESS), ("password", WRONG)]).await;
    assert!(statuses.iter().all(|status| *status == StatusCode::UNPROCESSABLE_ENTITY), "{statuses:?}");

    // On a device that does not know it not even the right password is tried now, and the way by letter is told. Neither
    // does it help to be known to another account.
    let mut strange = Browser::limited(&app);
    for browser in [&mut strange, &mut after(&app, &other)] {
        browser.address = IpAddr::from([203, 0, 113, 1]);
        let answer = browser.call("sign-in", &[("email", ADDRESS), ("password", PASSWORD)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.body.contains("メールのリンク") && !browser.cookies.contains_key("session"), "{answer:?}");
    }
    let mut here = after(&app, &known);
    assert_eq!(here.sign_in(ADDRESS, PASSWORD).await.location, "/promise");

    // Its own budget is no larger than anybody's.
    let mut here = after(&app, &known);
    let mut last = StatusCode::OK;
    for _ in 0..10 {
        last = here.call("sign-in", &[("email", ADDRESS), ("password", WRONG)]).await.status;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
});

both!(a_stranger_next_door_does_not_use_up_a_members_tries, |app| async move {
    let known = member(&app, "みなと", ADDRESS).await;
    let mut stranger = Browser::limited(&app);
    while stranger.call("sign-in", &[("email", ADDRESS), ("password", WRONG)]).await.status != 429 {}
    let mut here = after(&app, &known);
    assert_eq!(here.address, stranger.address);
    assert_eq!(here.sign_in(ADDRESS, PASSWORD).await.location, "/promise");
});

both!(letters_that_strangers_ask_for_keep_none_from_the_member, |app| async move {
    let known = member(&app, "みなと", ADDRESS).await;
    let statuses = strangers(&app, 12, "forgot", &[("email", ADDRESS)]).await;
    assert_eq!(statuses.iter().filter(|status| **status == StatusCode::OK).count(), 10);
    let before = letters(&app, ADDRESS).await.len();
    assert_eq!(after(&app, &known).call("forgot", &[("email", ADDRESS)]).await.status, StatusCode::OK);
    assert_eq!(letters(&app, ADDRESS).await.len(), before + 1);
});
