use leptos::prelude::*;

use super::wording::{answers, card_name, figure, from_to, listed, maybe, part, sentences, signed, strength_name};
use super::{Look, Names, line, pairs, questions, sort, target};
use crate::kit::Locale;
use crate::tl;
use crate::ui::chart::{DumbbellRow, Dumbbells, Figures, FiguresTable, Radar, RadarAxis, Slope, SlopeLine, Told};
use crate::worksheets::definition::{self, Definition, Family};
use crate::worksheets::scoring::{Outcome, Track, questionnaire, tracks, w1, w5};

/// A finished round of a worksheet.
#[derive(Clone, Debug)]
pub struct Round {
    /// The version that was answered.
    pub definition: &'static Definition,
    /// The day, in words.
    pub day: String,
    /// The answers with what was computed from them.
    pub outcome: Outcome,
    /// The cards that the person wrote, as they were numbered in this round.
    pub names: Names,
}

impl Round {
    /// The same as the present version names it. What is no longer there has nothing beside it, and is left out; the other
    /// families are read through their measures, which are named so already.
    fn of_now(mut self, present: &'static Definition) -> Round {
        let version = self.definition.about.version;
        let rename = |id: &mut String| match present.about.carry(version, id).map(str::to_owned) {
            Some(now) => {
                *id = now;
                true
            }
            None => false,
        };
        match &mut self.outcome {
            Outcome::Cards(answers, _) => {
                answers.top.retain_mut(rename);
                let piles = std::mem::take(&mut answers.piles).into_iter();
                answers.piles =
                    piles.filter_map(|(mut card, pile)| rename(&mut card).then_some((card, pile))).collect();
            }
            Outcome::Pairs(_, scored) => scored.items.retain_mut(|row| rename(&mut row.id)),
            Outcome::Strengths(_, scored) => scored.strengths.retain_mut(|row| rename(&mut row.id)),
            _ => return self,
        }
        self.definition = present;
        self
    }

    /// The same with cards of one's own known by what stands on them: `own-1` of two rounds may be two cards, and one card
    /// may have two numbers. W1 does so by itself.
    fn by_words(mut self) -> Round {
        if let Outcome::Pairs(answers, scored) = &mut self.outcome {
            let name = |id: &mut String| {
                if let Some(words) = self.names.get(id.as_str()) {
                    *id = format!("own: {words}");
                }
            };
            answers.items.iter_mut().for_each(name);
            answers.pairs.iter_mut().flat_map(|pair| [&mut pair.a, &mut pair.b]).for_each(name);
            scored.items.iter_mut().map(|row| &mut row.id).for_each(name);
            self.names = self.names.values().map(|words| (format!("own: {words}"), words.clone())).collect();
        }
        self
    }
}

/// Two or more rounds of one worksheet side by side, the earliest first. What an earlier version called otherwise
/// stands under its present name.
#[component]
pub fn CompareOf(
    /// The rounds, the earliest first.
    rounds: Vec<Round>,
    /// The language.
    locale: Locale,
) -> impl IntoView {
    let Some(present) = rounds.last().map(|round| round.definition) else {
        return view! { <p>{tl!(locale, charts.compare_one)}</p> }.into_any();
    };
    let rounds: Vec<Round> = rounds.into_iter().map(|round| round.of_now(present).by_words()).collect();
    let names: Names = rounds.iter().flat_map(|round| round.names.clone()).collect();
    let Some(last) = rounds.last().filter(|_| rounds.len() > 1) else {
        return view! { <p>{tl!(locale, charts.compare_one)}</p> }.into_any();
    };
    let about = &last.definition.about;
    let look = Look { id: format!("{}-then", about.id.to_ascii_lowercase()), locale, names };
    let tracks = tracks(rounds.iter().map(|one| (one.definition, &one.outcome)), last.definition);
    let both = Both { rounds: &rounds, tracks, look: &look };
    view! {
        <div class="stack" data-gap="large">{drawn(last.definition, &both)}</div>
    }
    .into_any()
}

/// What every comparison needs.
struct Both<'a> {
    rounds: &'a [Round],
    tracks: Vec<(&'static str, Vec<Track>)>,
    look: &'a Look,
}

impl Both<'_> {
    fn of(&self, measure: &str) -> &[Track] {
        self.tracks.iter().find(|(name, _)| *name == measure).map_or(&[], |(_, tracks)| tracks)
    }

    fn days(&self) -> Vec<String> {
        self.rounds.iter().map(|round| round.day.clone()).collect()
    }

    fn ends(&self) -> [String; 2] {
        let day = |round: Option<&Round>| round.map(|round| round.day.clone()).unwrap_or_default();
        [day(self.rounds.first()), day(self.rounds.last())]
    }

    /// A dumbbell for every thing that was measured.
    fn dumbbells(
        &self,
        measure: &str,
        range: (f64, f64),
        (title, caption): (&str, String),
        name: impl Fn(&str) -> String,
    ) -> AnyView {
        let locale = self.look.locale;
        let rows: Vec<DumbbellRow> = self
            .of(measure)
            .iter()
            .map(|track| {
                let ends = (track.values.first().copied().flatten(), track.values.last().copied().flatten());
                let inner = track.values.len().saturating_sub(1).max(1);
                let change = track.change.map(|by| tl!(locale, charts.changed, by = signed(by)));
                DumbbellRow {
                    name: name(&track.id),
                    open: ends.0,
                    between: track.values[1.min(track.values.len())..inner].iter().flatten().copied().collect(),
                    filled: ends.1,
                    words: sentences(&[from_to(ends.0, ends.1), change.unwrap_or_default()], locale),
                }
            })
            .collect();
        let told = Told::new(self.look.id(measure), title, caption);
        view! { <Dumbbells told range legend=self.ends() rows/> }.into_any()
    }

    /// A row for every thing that was measured, a column for every round.
    fn table(&self, measures: &[&str], (head, title): (&str, &str), name: impl Fn(&str) -> String) -> AnyView {
        let heads = std::iter::once(head.to_owned()).chain(self.days()).collect();
        let tracks = measures.iter().flat_map(|measure| self.of(measure));
        let rows = tracks.map(|track| {
            std::iter::once(name(&track.id)).chain(track.values.iter().map(|value| maybe(*value))).collect()
        });
        let figures = Figures { heads, rows: rows.collect(), words: false };
        view! {
            <figure class="chart">
                <figcaption><strong>{title.to_owned()}</strong></figcaption>
                <FiguresTable title=title.to_owned() figures/>
            </figure>
        }
        .into_any()
    }

    /// What moved most, in words.
    fn moved(&self, measure: &str, name: impl Fn(&str) -> String) -> String {
        let locale = self.look.locale;
        let most = self.of(measure).iter().filter_map(|track| Some((track.change?, track)));
        let most = most.filter(|(by, _)| by.abs() > 1e-9).max_by(|a, b| a.0.abs().total_cmp(&b.0.abs()));
        match most {
            None => tl!(locale, charts.moved_not).to_owned(),
            Some((by, track)) => {
                let name = super::wording::quoted(&[name(&track.id)], locale);
                tl!(locale, charts.moved_most, name = name, by = signed(by))
            }
        }
    }
}

fn drawn(definition: &Definition, both: &Both) -> AnyView {
    let (look, locale) = (both.look, both.look.locale);
    match &definition.family {
        Family::Cards(_) => cards(both),
        Family::Pairs(family) => two_by_two(family, both),
        Family::Sort(family) => radars(family, both),
        Family::Questionnaire(family) => scales(family, both),
        Family::Strengths(_) => pieces(both),
        Family::Line(family) => lines(family, both),
        Family::Circles(family) => {
            let name = |id: &str| {
                let found = family.circles.iter().find(|circle| &*circle.id == id);
                found.map(|circle| circle.name.of(locale)).unwrap_or_default()
            };
            let caption =
                sentences(&[both.moved("coverage", name).as_str(), tl!(locale, charts.coverage_about)], locale);
            both.dumbbells("coverage", (0.0, 100.0), (tl!(locale, charts.circles_title), caption), name)
        }
        Family::Target(family) => {
            let name = |id: &str| target::area_name(family, id, look);
            let close = both.moved("closeness", name);
            let gap = sentences(&[both.moved("gap", name).as_str(), tl!(locale, charts.gap_about)], locale);
            view! {
                {both.dumbbells("closeness", (0.0, 100.0), (tl!(locale, charts.target_title), close), name)}
                {both.dumbbells("gap", (-9.0, 9.0), (tl!(locale, charts.target_gaps_title), gap), name)}
            }
            .into_any()
        }
        Family::Blocks(_) => {
            let name = |id: &str| match id {
                "before" => tl!(locale, charts.week_now).to_owned(),
                _ => tl!(locale, charts.week_moved).to_owned(),
            };
            let caption = tl!(locale, charts.balance_about).to_owned();
            both.dumbbells("balance", (-2.0, 2.0), (tl!(locale, charts.balance_title), caption), name)
        }
        Family::Rings(_) => {
            let name = |id: &str| match id {
                "all" => tl!(locale, charts.people_head).to_owned(),
                "diversity" => tl!(locale, charts.diversity).to_owned(),
                _ => tl!(locale, charts.reciprocity).to_owned(),
            };
            both.table(&["people", "spread"], (tl!(locale, charts.what), tl!(locale, charts.rings_title)), name)
        }
    }
}

/// W1: the order before and now, and how alike they are.
fn cards(both: &Both) -> AnyView {
    let (look, locale) = (both.look, both.look.locale);
    let [.., Round { outcome: Outcome::Cards(before, _), .. }, Round { outcome: Outcome::Cards(now, _), .. }] =
        both.rounds
    else {
        return ().into_any();
    };
    let change = w1::compare(before, now);
    let name = |card: &str| match card.strip_prefix("own:") {
        Some(own) => own.to_owned(),
        None => card_name(card, &look.names, locale),
    };
    let lines =
        change.places.iter().map(|row| SlopeLine { name: name(&row.card), before: row.before, now: row.now }).collect();
    let rows = [
        (tl!(locale, worksheets.figure_overlap), format!("{} / 5", change.overlap_at_5)),
        (tl!(locale, worksheets.figure_jaccard), figure(change.jaccard_at_5)),
        (tl!(locale, worksheets.figure_tau), maybe(change.tau)),
        (tl!(locale, worksheets.figure_rbo), figure(change.rbo.extrapolated)),
        (tl!(locale, worksheets.figure_rbo_seen), figure(change.rbo.truncated)),
        (tl!(locale, worksheets.figure_piles), maybe(change.piles_tau)),
    ];
    let rows = rows.into_iter().map(|(name, figure)| vec![name.to_owned(), figure]).collect();
    let heads =
        vec![tl!(locale, worksheets.likeness_head).to_owned(), tl!(locale, worksheets.likeness_figure).to_owned()];
    view! {
        {slope(lines, both, tl!(locale, worksheets.overlap_words, n = change.overlap_at_5))}
        <FiguresTable title=tl!(locale, worksheets.likeness_title).to_owned() figures=Figures { heads, rows, words: false }/>
    }
    .into_any()
}

/// The order of the two last rounds.
fn slope(lines: Vec<SlopeLine>, both: &Both, caption: String) -> AnyView {
    let locale = both.look.locale;
    let whens = match both.rounds {
        [.., before, now] => [before.day.clone(), now.day.clone()],
        _ => Default::default(),
    };
    view! {
        <Slope
            id="slope"
            title=tl!(locale, worksheets.slope_title)
            caption
            whens
            head=tl!(locale, worksheets.slope_head)
            outside=tl!(locale, worksheets.slope_outside)
            legend=[tl!(locale, worksheets.slope_solid).to_owned(), tl!(locale, worksheets.slope_dashed).to_owned()]
            lines
        />
    }
    .into_any()
}

fn two_by_two(family: &definition::Pairs, both: &Both) -> AnyView {
    let locale = both.look.locale;
    let [.., Round { outcome: Outcome::Pairs(_, before), .. }, Round { outcome: Outcome::Pairs(_, now), .. }] =
        both.rounds
    else {
        return ().into_any();
    };
    // Equals share a place in the figures; in the picture each needs a line of its own.
    let at = |scored: &crate::worksheets::scoring::w2::Scored, id: &str| {
        scored.items.iter().position(|row| row.id == id).map(|at| at as u32 + 1)
    };
    let gone = before.items.iter().filter(|row| at(now, &row.id).is_none());
    let lines = now.items.iter().chain(gone).map(|row| SlopeLine {
        name: pairs::item_name(family, &row.id, both.look),
        before: at(before, &row.id),
        now: at(now, &row.id),
    });
    let ids = |scored: &crate::worksheets::scoring::w2::Scored| {
        scored.items.iter().map(|row| row.id.clone()).collect::<Vec<String>>()
    };
    let tau = crate::worksheets::scoring::tau_of_common(&ids(before), &ids(now));
    let words = match tau {
        None => tl!(locale, worksheets.order_none),
        Some(tau) if tau >= 0.6 => tl!(locale, worksheets.order_same),
        Some(tau) if tau >= 0.2 => tl!(locale, worksheets.order_some),
        Some(_) => tl!(locale, worksheets.order_much),
    };
    let name = |id: &str| pairs::item_name(family, id, both.look);
    view! {
        {slope(lines.collect(), both, words.to_owned())}
        <p class="note">{tl!(locale, charts.tau, n = maybe(tau))}</p>
        {both.dumbbells("share", (0.0, 1.0), (tl!(locale, charts.pairs_title), both.moved("share", name)), name)}
    }
    .into_any()
}

fn radars(family: &definition::Sort, both: &Both) -> AnyView {
    let (look, locale) = (both.look, both.look.locale);
    let name = |id: &str| sort::value_name(family, id, look);
    let ends = |track: &Track| (track.values.first().copied().flatten(), track.values.last().copied().flatten());
    let axes = both.of("score").iter().map(|track| {
        let (before, now) = ends(track);
        RadarAxis { name: name(&track.id), now, before }
    });
    let heads = std::iter::once(tl!(locale, charts.value).to_owned()).chain(both.days()).collect();
    let rows = both
        .of("score")
        .iter()
        .map(|track| std::iter::once(name(&track.id)).chain(track.values.iter().map(|value| maybe(*value))).collect());
    let figures = Figures { heads, rows: rows.collect(), words: false };
    let told = Told::new(look.id("radar"), tl!(locale, charts.sort_title), both.moved("score", name));
    let [before, now] = both.ends();
    let met = both.of("gap").iter().any(|track| track.values.iter().any(Option::is_some));
    let gaps = met.then(|| {
        let caption = tl!(locale, charts.gap_about).to_owned();
        both.dumbbells("gap", (-4.0, 4.0), (tl!(locale, charts.gaps_title), caption), name)
    });
    view! { <Radar told range=sort::RANGE legend=[now, before] axes=axes.collect() figures/>{gaps} }.into_any()
}

fn scales(family: &definition::Questionnaire, both: &Both) -> AnyView {
    let (look, locale) = (both.look, both.look.locale);
    let name = |id: &str| questions::scale_name(family, id, look);
    let range = both.of("value").first().map_or((0.0, 1.0), |track| questions::ends_of(family, &track.id));
    let points: Vec<(questionnaire::Point, String)> = both
        .rounds
        .iter()
        .filter_map(|round| match &round.outcome {
            Outcome::Questionnaire(_, scored) => Some((scored.map.clone().flatten()?, round.day.clone())),
            _ => None,
        })
        .collect();
    let map = family.map.as_ref().filter(|_| !points.is_empty()).map(|axes| questions::map(axes, &points, look));
    let caption = both.moved("value", name);
    view! { {both.dumbbells("value", range, (tl!(locale, charts.scales_title), caption), name)}{map} }.into_any()
}

/// W5: which strengths stayed, came and were not chosen again.
fn pieces(both: &Both) -> AnyView {
    let locale = both.look.locale;
    let chosen = |round: &Round| -> Vec<String> {
        match &round.outcome {
            Outcome::Strengths(_, w5::Scored { strengths, .. }) => {
                strengths.iter().filter_map(|row| strength_name(&row.id, locale)).collect()
            }
            _ => Vec::new(),
        }
    };
    let rows = both.rounds.iter().map(|round| (round.day.clone(), listed(&chosen(round), locale))).collect();
    let all: Vec<Vec<String>> = both.rounds.iter().map(chosen).collect();
    let stayed: Vec<String> =
        all[0].iter().filter(|name| all.iter().all(|round| round.contains(name))).cloned().collect();
    let lead = match stayed.is_empty() {
        true => tl!(locale, charts.strengths_new).to_owned(),
        false => tl!(locale, charts.strengths_stayed, names = super::wording::quoted(&stayed, locale)),
    };
    let name = |id: &str| strength_name(id, locale).unwrap_or_default();
    let inside = view! { <p>{lead}</p>{answers(rows)} };
    view! {
        {part(both.look.id("chosen"), tl!(locale, charts.sky_title).to_owned(), inside.into_any())}
        {both.dumbbells("used", (0.0, 4.0), (tl!(locale, charts.used), both.moved("used", name)), name)}
        {both.dumbbells("want", (0.0, 4.0), (tl!(locale, charts.wanted), both.moved("want", name)), name)}
    }
    .into_any()
}

/// W6: the lines one below the other.
fn lines(family: &definition::Line, both: &Both) -> AnyView {
    let drawn = both.rounds.iter().enumerate().filter_map(|(at, round)| {
        let Outcome::Line(given, scored) = &round.outcome else { return None };
        let points: Vec<_> = scored.order.iter().filter_map(|at| given.points.get(*at as usize)).collect();
        let look = Look { id: format!("{}-{at}", both.look.id), names: round.names.clone(), ..both.look.clone() };
        Some(line::drawing(family, &points, &scored.x, round.day.clone(), &look))
    });
    drawn.collect_view().into_any()
}
