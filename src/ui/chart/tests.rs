//! Every picture with the words and numbers that are hardest on it: each word lies within the picture, no two words lie on
//! each other, and what a person wrote stays text.

use leptos::prelude::*;
use proptest::prelude::*;

use super::label::{Area, touch, width};
use super::*;

const LONG: &str = "精神保健福祉士としてはじめて一人で担当した家族の話し合いを終えた日の帰り道";
const ENGLISH: &str = "specialist outside the places I support";
const WILD: &str = "</text><script>alert(\"&\")</script>";

fn html<V: IntoView>(view: impl FnOnce() -> V) -> String {
    let owner = Owner::new();
    owner.with(|| view().into_view().to_html())
}

fn told() -> Told {
    Told::new("it", "題", "ことばで")
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let from = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    tag[from..].split('"').next()
}

fn number(tag: &str, name: &str) -> f64 {
    attribute(tag, name).and_then(|text| text.parse().ok()).unwrap_or(f64::NAN)
}

/// The words of a drawing and the area that each line of them takes, and the size of the drawing.
fn words(svg: &str) -> (Vec<(String, Area)>, (f64, f64)) {
    let size = attribute(svg, "viewBox").expect("a fixed size");
    let size: Vec<f64> = size.split(' ').map(|part| part.parse().expect("a number")).collect();
    let mut found = Vec::new();
    for text in svg.split("<text").skip(1) {
        let (tag, rest) = text.split_once('>').expect("a tag");
        let tag = format!(" {tag}");
        let class = attribute(&tag, "class").unwrap_or_default();
        if attribute(&tag, "transform").is_some() {
            continue;
        }
        let font = match class {
            class if class.contains("t-tiny") => 10.5,
            class if class.contains("t-count") => 30.0,
            class if class.contains("t-voice") => 16.0,
            class if class.contains("t-name-soft") => 14.0,
            class if class.contains("t-name") => 15.0,
            class if class.contains("t-soft") || class.contains("t-small") => 12.5,
            _ => 14.0,
        };
        let inside = rest.split("</text>").next().expect("an end");
        let lines: Vec<(String, f64, f64)> = if inside.contains("<tspan") {
            let spans = inside.split("<tspan").skip(1);
            spans
                .map(|span| {
                    let (tag, words) = span.split_once('>').expect("a tag");
                    (words.split('<').next().expect("words").to_owned(), number(tag, "x"), number(tag, "y"))
                })
                .collect()
        } else {
            vec![(inside.split('<').next().expect("words").to_owned(), number(&tag, "x"), number(&tag, "y"))]
        };
        for (words, x, y) in lines {
            let words = words.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
            let wide = width(&words) * font;
            let left = match class {
                class if class.contains("t-mid") => x - wide / 2.0,
                class if class.contains("t-end") => x - wide,
                _ => x,
            };
            found.push((words, [left, y - font * 0.8, left + wide, y + font * 0.15]));
        }
    }
    (found, (size[2], size[3]))
}

/// Checks every drawing of a picture.
fn check(html: &str) {
    assert!(html.contains("<table"), "a table: {html}");
    assert!(!html.contains("NaN") && !html.contains("inf") && !html.contains(" style="), "{html}");
    assert!(!html.contains("<script"), "{html}");
    for svg in html.split("<svg").skip(1).filter(|svg| svg.contains("role=\"img\"")) {
        let svg = svg.split("</svg>").next().expect("an end");
        assert!(svg.contains("<title") && svg.contains("<desc"), "{svg}");
        let (words, (wide, high)) = words(svg);
        for (at, (text, area)) in words.iter().enumerate() {
            let within = area[0] >= -2.0 && area[1] >= -2.0 && area[2] <= wide + 2.0 && area[3] <= high + 2.0;
            assert!(within, "{text:?} leaves the picture: {area:?} of {wide} × {high}");
            for (other, its) in &words[..at] {
                assert!(!touch(area, its), "{text:?} lies on {other:?}: {area:?} {its:?}");
            }
        }
    }
}

/// Checks that every word of these names stands in one piece.
fn unbroken(html: &str, names: &[&str]) {
    let drawn = html.split("<table").next().expect("a drawing");
    for word in names.iter().flat_map(|name| name.split(' ')) {
        let whole = drawn
            .split('>')
            .any(|text| text.split('<').next().is_some_and(|text| text.split(' ').any(|one| one == word)));
        assert!(whole, "{word} is broken: {drawn}");
    }
}

fn radar(names: &[&str], now: Option<f64>, before: Option<f64>) -> String {
    let axes = names.iter().map(|name| RadarAxis { name: (*name).to_owned(), now, before });
    let axes = axes.collect();
    html(move || {
        view! { <Radar told=told() range=(6.0, 30.0) legend=["いま".into(), "前".into()] axes figures=Figures::default()/> }
    })
}

#[test]
fn a_radar_has_room_for_the_names_of_both_languages() {
    let english = ["Achievement", "Independence", "Recognition", "Relationships", "Support", "Working conditions"];
    let japanese = ["達成", "自律", "承認", "関係", "支え", "労働条件"];
    for names in [english, japanese, [LONG, WILD, "", "関係", "支え", "労働条件"]] {
        for (now, before) in [(Some(6.0), None), (Some(30.0), Some(30.0)), (Some(f64::NAN), Some(99.0)), (None, None)] {
            if names[0] != LONG {
                let html = radar(&names, now, before);
                check(&html);
                unbroken(&html, &names);
            }
        }
    }
    assert!(!radar(&[LONG, WILD, "x"], Some(9.0), None).contains("<script"));
    check(&radar(&[], None, None));
    check(&radar(&["一つ"], Some(9.0), None));
    assert!(!radar(&["一つ", "二つ"], Some(9.0), None).contains("c-now"), "two values make no net");
}

fn map(points: &[(f64, f64)]) -> String {
    let names = ["2024年10月", "2025年10月", "いま", "October 2026"];
    let points = points.iter().enumerate().map(|(at, (x, y))| MapPoint { x: *x, y: *y, name: names[at % 4].into() });
    let points = points.collect();
    let words = MapWords {
        across: "At peace and expert".into(),
        up: "さぐる".into(),
        parts: [
            "A time of deepening while widening".into(),
            "A time of putting down roots".into(),
            "A time of searching".into(),
            "A time of resting and gathering".into(),
        ],
    };
    html(move || {
        view! { <TwoAxisMap told=told() range=(1.0, 5.0) from=3.5 words points figures=Figures::default()/> }
    })
}

#[test]
fn a_map_keeps_its_points_and_names_within() {
    for points in [&[][..], &[(1.0, 1.0)], &[(5.0, 5.0), (5.0, 5.0), (5.0, 5.0)], &[(1.0, 5.0), (0.0, 9.0)]] {
        let html = map(points);
        assert_eq!(html.matches("c-dot").count(), points.len());
        check_within(&html);
    }
}

/// The same as [`check`], where a name may lie over the name of a part of the ground.
fn check_within(html: &str) {
    for svg in html.split("<svg").skip(1) {
        let (words, (wide, high)) = words(svg);
        for (text, area) in words {
            assert!(area[0] >= -2.0 && area[2] <= wide + 2.0 && area[1] >= -2.0 && area[3] <= high + 2.0, "{text}");
        }
    }
}

fn lifeline(points: Vec<LifePoint>) -> String {
    html(move || {
        let ends = ["のびやか・充実", "ふつう", "つらい・重い"].map(str::to_owned);
        view! { <Lifeline told=told() ends points figures=Figures::default()/> }
    })
}

fn life(at: f64, height: f64, title: &str) -> LifePoint {
    LifePoint { at, height, when: "2019年".into(), title: title.into() }
}

#[test]
fn a_line_of_life_has_room_for_every_word() {
    check(&lifeline(Vec::new()));
    check(&lifeline(vec![life(0.0, 0.0, "一つだけ")]));
    check(&lifeline(vec![life(0.5, 1.0, "同じ"), life(0.5, 1.0, "同じ"), life(0.5, 1.0, "同じ")]));
    let many = |count: usize, title: &str| {
        let at = |at: usize| life(at as f64 / (count - 1) as f64, if at.is_multiple_of(2) { 1.0 } else { -1.0 }, title);
        lifeline((0..count).map(at).collect())
    };
    check(&many(8, "はじめての看取り"));
    check(&many(30, LONG));
    check(&many(9, WILD));
    assert!(many(8, "異動").contains("only-wide"), "few points lie flat on a wide page");
    assert!(!many(30, "異動").contains("only-wide"), "many stand there as well");
    check(&lifeline(vec![life(f64::NAN, f64::NAN, "数でないもの"), life(1.0, 0.0, "異動")]));
}

fn target(marks: &[Option<(f64, f64)>]) -> String {
    let names = ["仕事", "学び・成長", "関係（家族・友人・仲間）", WILD];
    let marks = marks.iter().zip(names).map(|(at, name)| TargetMark { name: name.into(), at: *at }).collect();
    html(move || {
        let ends = ["中心そのもの".to_owned(), "いまは遠い".to_owned()];
        view! { <Target told=told() ends marks figures=Figures::default()/> }
    })
}

#[test]
fn marks_on_a_target_can_each_be_seen() {
    check(&target(&[None, None, None, None]));
    for at in [(0.0, 0.0), (1.0, 0.0), (0.0, -1.0), (9.0, 9.0)] {
        let html = target(&[Some(at); 4]);
        check(&html);
        assert_eq!(html.matches("t-on").count(), 4);
    }
}

#[test]
fn three_circles_hold_their_words() {
    let circle = |name: &str| OneCircle { name: name.into(), words: "7 entries, 5 of them linked".into() };
    let html = html(|| {
        let circles = [circle("Will"), circle("Can"), circle("Must")];
        view! { <ThreeCircles told=told() circles pair="12".to_owned() all="21".to_owned() figures=Figures::default()/> }
    });
    check(&html);
}

fn rings(nodes: Vec<RingNode>) -> String {
    let kinds =
        ["同職種", "他職種", "上司", "友人", "家族", ENGLISH, "オンライン", "その他"].map(str::to_owned).to_vec();
    html(move || {
        view! { <Rings told=told() centre="わたし".to_owned() kinds nodes numbered=true figures=Figures::default()/> }
    })
}

fn circles(html: &str, class: &str) -> Vec<(f64, f64, f64)> {
    let tags = html.split("<circle").skip(1).filter(|tag| tag.contains(&format!("class=\"{class}\"")));
    tags.map(|tag| (number(tag, "cx"), number(tag, "cy"), number(tag, "r"))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn nobody_stands_on_anybody(people in proptest::collection::vec((0..3_usize, 0..8_usize), 0..=20)) {
        let nodes: Vec<RingNode> = people.iter().map(|(ring, kind)| RingNode { ring: *ring, kind: *kind }).collect();
        let html = rings(nodes);
        check(&html);
        let seats = circles(&html, "c-person");
        prop_assert_eq!(seats.len(), people.len());
        for (at, a) in seats.iter().enumerate() {
            for b in &seats[..at] {
                let far = ((a.0 - b.0).powi(2) + (a.1 - b.1).powi(2)).sqrt();
                prop_assert!(far >= a.2 + b.2 - 0.3, "{far} between {a:?} and {b:?}");
            }
        }
    }

    #[test]
    fn a_week_in_blocks_fits_whatever_its_shares(
        shares in proptest::collection::vec((0.0..100.0_f64, proptest::option::of(0.0..100.0_f64), 0..5_usize), 0..=12),
    ) {
        let one = |(at, (before, after, ground)): (usize, (f64, Option<f64>, usize))| Block {
            name: if at % 2 == 0 { LONG.chars().take(30).collect() } else { "記録".into() },
            before, after, ground,
            words: "40% → 30%".into(),
        };
        let blocks: Vec<Block> = shares.into_iter().enumerate().map(one).collect();
        let html = html(move || {
            let grounds = ["とても疲れる", "少し疲れる", "どちらでもない", "少し元気が出る", "とても元気が出る"].map(str::to_owned);
            view! {
                <Blocks told=told() whens=["いまの一週間".into(), "動かした一週間".into()] grounds blocks figures=Figures::default()/>
            }
        });
        check(&html);
    }

    #[test]
    fn a_line_of_life_never_has_words_on_words(
        points in proptest::collection::vec((0.0..1.0_f64, -1.0..1.0_f64, 1..40_usize), 0..=30),
    ) {
        let mut points = points;
        points.sort_by(|a, b| a.0.total_cmp(&b.0));
        let points = points.into_iter().map(|(at, height, letters)| {
            life(at, height, &LONG.chars().chain(LONG.chars()).take(letters).collect::<String>())
        });
        check(&lifeline(points.collect()));
    }
}

#[test]
fn a_sky_of_strengths_has_names_in_both_languages() {
    for names in [
        ["聴く", "見立てる", "つなぐ", "支える", "場をつくる", "育つ"],
        ["Listening", "Making sense", "Connecting", "Supporting", "Making a place", "Growing"],
    ] {
        let group = |(at, name): (usize, &str)| StarGroup {
            name: name.into(),
            stars: vec![(at < 5).then_some(at as u32 + 1), None, None, None],
        };
        let groups = names.into_iter().enumerate().map(group).collect();
        let html = html(move || view! { <Constellation told=told() groups figures=Figures::default()/> });
        check(&html);
        if names[0].is_ascii() {
            unbroken(&html, &names);
        }
    }
    check(&html(|| view! { <Constellation told=told() groups=Vec::new() figures=Figures::default()/> }));
}

#[test]
fn lanes_of_time_name_the_days_that_have_room() {
    let lane = |name: &str, at: &[f64]| Lane { name: name.into(), at: at.to_vec() };
    for days in
        [vec![], vec![(0.0, "2026年1月".to_owned()); 4], vec![(0.0, "2024年".into()), (1.0, "2026年11月".into())]]
    {
        let lanes = vec![lane("価値観", &[0.0, 1.0]), lane("強み", &[]), lane("職業アイデンティティ", &[f64::NAN])];
        check(&html(move || view! { <Lanes told=told() days lanes figures=Figures::default()/> }));
    }
}

#[test]
fn bars_and_dumbbells_stay_between_their_ends() {
    let row =
        |open, filled| DumbbellRow { name: WILD.into(), open, between: vec![2.0], filled, words: "3 → 4".into() };
    let html_of = |rows: Vec<DumbbellRow>, range| {
        html(move || view! { <Dumbbells told=told() range legend=["前".into(), "いま".into()] rows/> })
    };
    for range in [(0.0, 4.0), (2.0, 2.0)] {
        let html = html_of(vec![row(None, None), row(Some(-9.0), Some(99.0)), row(Some(2.0), Some(2.0))], range);
        check(&html);
        assert!(!html.contains("-9%") && !html.contains("100%"), "{html}");
    }
    let ranges = |most: f64| {
        let row = RangeRow { name: "達成".into(), value: 0.4, low: -1.0, high: 2.0, words: "40%".into() };
        html(move || view! { <RangeBars told=told() most legend=["大切さ".into(), "ゆれ".into()] rows=vec![row]/> })
    };
    check(&ranges(0.5));
    check(&ranges(0.0));
}
