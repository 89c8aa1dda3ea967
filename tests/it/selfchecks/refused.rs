//! What no page of ours sends for a check: a clear word, nothing is kept, and the form comes back as it was.

use super::{CheckId, call, form, open_all, page, results};
use crate::both;

both!(a_result_another_version_and_strange_answers_are_refused, |app| async move {
    open_all(&app).await;
    let me = app.person("minato", &[]).await;
    let cookie = app.sign_in(&me).await;
    let id = app.state.new_id::<CheckId>().to_string();
    for (name, value, status, words) in [
        ("form[result]", "{\"scales\":[]}", 422, "結果はこちらで計算します"),
        ("form[version]", "2", 422, "この質問票は新しくなりました"),
        ("form[items][cbi_p1]", "NaN", 400, ""),
        ("form[items][cbi_p1]", "51", 400, ""),
        ("form[items][w9]", "50", 400, ""),
    ] {
        let mut sent = form(&id, "cbi", "75", 19);
        sent.retain(|(one, _)| one != name);
        sent.push((name.to_owned(), value.to_owned()));
        let (found, _, body) = call(&app, "keep", &sent, Some(&cookie)).await;
        assert!(found.as_u16() == status && body.contains(words), "{name}: {found} {body}");
        assert_eq!(results(&app).await, 0, "{name}");
        if status == 400 {
            continue;
        }
        let sent: Vec<(&str, &str)> = sent.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let (_, headers, _) = app.post_form_from("/checks/cbi", "/api/checks/keep", &sent, Some(&cookie)).await;
        let stash = headers.get("set-cookie").and_then(|value| value.to_str().ok()).expect("the form is kept");
        let with = format!("{cookie}; {}", stash.split(';').next().expect("a cookie"));
        let again = page(&app, "/checks/cbi", &with).await;
        assert!(again.contains(words) && again.matches(" checked").count() == 19, "{name}: {again}");
    }
});
