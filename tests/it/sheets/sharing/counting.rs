//! What may be counted is allowed one by one, and taken back.

use assemble::kit::Error;
use assemble::kit::id::AnswerId;
use assemble::server::Failure;
use assemble::server::db::Conn;
use assemble::worksheets::sheets::store::consents;

use super::*;
use crate::demo;
use crate::locks::meet;

demo!(counts_are_allowed_one_by_one_and_taken_back, |app| async move {
    let sitter = Sitter::begins(&app, "minato", "w4").await;
    let switch =
        |kind: &'static str, to: &'static str| [("form[id]", sitter.id()), ("form[kind]", kind), ("form[to]", to)];
    assert_ne!(
        sitter.send("switch", &switch("live", "on")).await.location,
        format!("{}/result?done=switched", sitter.path)
    );
    sitter.finish(&ALONE).await;
    for (to, kinds) in [("on", vec!["statistics"]), ("on", vec!["statistics"]), ("off", vec![])] {
        let sent = sitter.send("switch", &switch("statistics", to)).await;
        assert_eq!(sent.location, format!("{}/result?done=switched", sitter.path));
        assert_eq!(texts(&app, "select kind from worksheet_consents").await, kinds);
    }
    // Among the receipts, and taken back there by its owner alone.
    sitter.send("switch", &switch("statistics", "on")).await;
    let receipts = async || app.get("/me/consents", Some(&sitter.cookie)).await.2;
    let page = receipts().await;
    assert!(page.contains("名前のない統計") && page.contains("form[kind]") && page.contains(sitter.id()), "{page}");
    let mut fields = switch("statistics", "off").to_vec();
    fields.push(("form[from]", "consents"));
    let stranger = app.sign_in(&app.person("someone", &[]).await).await;
    let (status, ..) = app.post_json_client("/api/sheets/switch", &fields, Some(&stranger)).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert_eq!(texts(&app, "select kind from worksheet_consents").await, ["statistics"]);
    assert_eq!(sitter.send("switch", &fields).await.location, "/me/consents?done=revoked");
    assert!(texts(&app, "select kind from worksheet_consents").await.is_empty());
    assert!(!receipts().await.contains("form[kind]"));
    let (status, _, _) =
        app.post_json_client("/api/sheets/switch", &switch("everything", "on"), Some(&sitter.cookie)).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
});

// `decide` locks the person and the sheet. Without that it still finds the key, and what is allowed outlives both.
demo!(whoever_goes_at_the_same_moment_leaves_nothing_to_be_counted, |app| async move {
    let sitter = Sitter::begins(&app, "minato", "w4").await;
    sitter.finish(&ALONE).await;
    let id: AnswerId = sitter.id().parse().expect("an id");
    let input = (app.state.vault.clone(), sitter.user.clone(), id);
    let allowing = app.state.db.write(input, |tx, (vault, owner, id)| {
        Box::pin(consents::decide(tx, vault, owner, id, ("statistics", true), NOW))
    });
    let (config, user) = (&app.state.config, &sitter.user);
    let met = meet(&app, async |tx: &mut Conn| closing::close(tx, config, user, NOW).await, allowing).await;
    assert!(met.waited && met.first == Closed::Done);
    assert!(matches!(met.second, Err(Failure::Known(Error::NotFound))));
    assert!(texts(&app, "select kind from worksheet_consents").await.is_empty());
});
