//! Every page has one heading of the first level, whoever opens it and whatever comes of it.

use assemble::kit::Role;

use crate::both;

/// The site map; `ID` stands for something that is nobody's.
const PAGES: [&str; 93] = [
    "/",
    "/today",
    "/sign-in",
    "/sign-up",
    "/sign-up/sent",
    "/verify",
    "/forgot",
    "/reset",
    "/setup",
    "/promise",
    "/me",
    "/me/profile",
    "/me/password",
    "/me/devices",
    "/me/email",
    "/me/email/confirm",
    "/me/readers",
    "/workshops",
    "/workshops/ID",
    "/host",
    "/host/new",
    "/host/ID",
    "/host/ID/nothing",
    "/host/ID/run",
    "/host/ID/run/print",
    "/certificates",
    "/certificates?code=ID",
    "/journal",
    "/journal/new",
    "/journal/new?template=nothing",
    "/journal/new?time=5&about=event&want=learn",
    "/journal/search",
    "/journal/calendar",
    "/journal/export",
    "/journal/export/all",
    "/journal/ID",
    "/journal/ID/read",
    "/journal/ID/share",
    "/worksheets",
    "/worksheets/values",
    "/worksheets/values/compare",
    "/worksheets/values/ID",
    "/worksheets/values/ID/result",
    "/worksheets/w4",
    "/worksheets/w99",
    "/worksheets/w4/ID",
    "/worksheets/w4/ID/result",
    "/worksheets/w4/ID/share",
    "/coach/sheets/ID",
    "/coach/checks/ID",
    "/checks/results/ID/share",
    "/worksheets/gifts/ID",
    "/coach",
    "/coach/journals/ID",
    "/coach/values/ID",
    "/coach/supervision/ID",
    "/me/consents",
    "/me/path",
    "/journal/ID/share/ID",
    "/journal/ID/reviews/ID",
    "/journal/ID/look",
    "/supervision/ID",
    "/admin",
    "/admin/people",
    "/admin/cohorts",
    "/admin/cohorts/ID",
    "/admin/programmes",
    "/admin/programmes/ID",
    "/programmes",
    "/programmes/ID",
    "/cohort",
    "/cohort/appointments",
    "/coaching/members",
    "/coaching/members/ID",
    "/coaching/members/ID/goals",
    "/coaching/appointments",
    "/coaching/applications/ID",
    "/checks",
    "/checks/cbi",
    "/checks/results/ID",
    "/help",
    "/about/credits",
    "/admin/help",
    "/admin/content",
    "/admin/statistics",
    "/worksheets/counted/ID",
    "/live",
    "/live/ID",
    "/live/ID/host",
    "/live/ID/cards",
    "/live/ID/recap",
    "/live/ID/report",
    "/live/ID/screen",
];

both!(one_heading_on_every_page_for_everybody, |app| async move {
    let nobody = "019376b0-7c6a-7000-8000-0123456789ab";
    let mut cookies = vec![("a visitor", None)];
    for (name, role) in
        [("member", None), ("coach", Some(Role::Coach)), ("host", Some(Role::Host)), ("admin", Some(Role::Admin))]
    {
        let person = app.person(name, role.as_slice()).await;
        cookies.push((name, Some(app.sign_in(&person).await)));
    }
    for (who, cookie) in &cookies {
        for page in
            PAGES.iter().map(|page| page.replace("ID", nobody)).chain([format!("/admin/people?person={nobody}")])
        {
            let (status, _, body) = app.get(&page, cookie.as_deref()).await;
            if !status.is_redirection() {
                assert_eq!(body.matches("<h1").count(), 1, "{page} for {who}, {status}");
            }
        }
    }
});

both!(who_lacks_a_role_is_shown_no_form_of_its_room, |app| async move {
    let member = app.person("minato", &[]).await;
    let cookie = app.sign_in(&member).await;
    for page in [
        "/admin",
        "/admin/people",
        "/admin/cohorts",
        "/admin/programmes",
        "/admin/help",
        "/admin/content",
        "/coach",
        "/coaching/members",
        "/coaching/appointments",
        "/host",
        "/host/new",
    ] {
        let (status, _, body) = app.get(page, Some(&cookie)).await;
        let (_, main) = body.split_once("<main").expect("a page");
        let (main, _) = main.split_once("</main>").expect("its end");
        assert_eq!(status, 403, "{page}");
        assert!(!main.contains("<form"), "{page}");
    }
});

/// The paths of the site map, `:name` where something is put in.
fn site_map() -> Vec<&'static str> {
    let texts = [
        include_str!("../../src/app/daily.rs"),
        include_str!("../../src/app/rooms.rs"),
        include_str!("../../src/app/server.rs"),
    ];
    let routes = texts.iter().flat_map(|text| text.split("path!(\"").skip(1));
    routes.filter_map(|rest| rest.split('"').next()).collect()
}

/// The places of `end2end/support/routes.ts`: pictures of them are taken, and they are looked at for accessibility. One
/// that begins with a dot is below the last that does not.
fn places() -> Vec<String> {
    let text = include_str!("../../end2end/support/routes.ts");
    let (_, list) = text.split_once("export const places").expect("the list");
    let (list, _) = list.split_once("\n};").expect("its end");
    let (mut above, mut places) = (String::new(), Vec::new());
    for quoted in list.split(['"', '`']).skip(1).step_by(2) {
        let path = quoted.split('?').next().unwrap_or_default().trim_end_matches('\\');
        match path.strip_prefix("./") {
            Some(below) => places.push(format!("{above}/{below}")),
            None if path.starts_with('/') => {
                above = path.to_owned();
                places.push(above.clone());
            }
            None => {}
        }
    }
    places
}

#[test]
fn every_page_is_photographed_and_looked_at() {
    let (map, places) = (site_map(), places());
    assert!(map.len() > 80, "{}", map.len());
    let leads = |place: &String, route: &str| {
        // An address with nothing put in is that page's alone.
        if map.contains(&place.as_str()) && !place.contains(':') {
            return place == route;
        }
        let (there, here): (Vec<_>, Vec<_>) = (place.split('/').collect(), route.split('/').collect());
        there.len() == here.len()
            && here.iter().zip(&there).all(|(route, place)| route.starts_with(':') || route == place)
    };
    let missing: Vec<_> = map.iter().filter(|route| !places.iter().any(|place| leads(place, route))).collect();
    assert!(missing.is_empty(), "not in end2end/support/routes.ts: {missing:?}");
}
