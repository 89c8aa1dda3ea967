//! Rate limits, as the whole program applies them.

use assemble::kit::Error;
use assemble::server::limits::Deed;

use crate::support::{On, TestApp};

#[tokio::test]
async fn a_program_without_limits_lets_everybody_in() {
    let app = TestApp::with(On::Sqlite, |config| config.no_limits = true).await;
    for _ in 0..100 {
        app.state.limits.take(Deed::SignIn, "somebody").expect("no limit");
    }
}

#[tokio::test]
async fn budgets_are_apart_by_deed_and_key_and_survive_sweeping() {
    let app = TestApp::new(On::Sqlite).await;
    let limits = &app.state.limits;
    for deed in [Deed::SignUp, Deed::SignIn, Deed::Letter] {
        let mut taken = 0;
        while limits.take(deed, "one visitor").is_ok() {
            taken += 1;
            assert!(taken < 100, "{deed:?} has a limit");
        }
        assert!(taken >= 3, "{deed:?} leaves room for a mistake");
        assert!(limits.take(deed, "another visitor").is_ok());
    }
    limits.sweep();
    let refused = limits.take(Deed::SignUp, "one visitor").expect_err("still used up");
    assert!(matches!(refused, Error::TooMany { retry_after } if retry_after > 0));
}
