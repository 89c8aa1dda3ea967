use super::*;
use crate::kit::Moment;

const START: Moment = Moment(1_000_000_000);

fn life(published: bool, cancelled: bool) -> Life {
    Life {
        starts_at: START,
        ends_at: START.plus_hours(2),
        published_at: published.then_some(Moment(1)),
        cancelled_at: cancelled.then_some(Moment(2)),
        ..Life::default()
    }
}

#[test]
fn registration_is_open_from_publication_until_it_begins() {
    let before = START.plus_seconds(-1);
    assert!(life(true, false).may_register(before));
    assert!(!life(true, false).may_register(START));
    assert!(!life(false, false).may_register(before));
    assert!(!life(true, true).may_register(before));
}

#[test]
fn a_life_passes_through_its_stages() {
    let open = life(true, false);
    assert_eq!(open.stage(START.plus_hours(-1)), Stage::Open);
    assert_eq!(open.stage(START), Stage::Running);
    assert_eq!(open.stage(START.plus_hours(2)), Stage::Past);
    assert_eq!(life(false, false).stage(START.plus_days(9)), Stage::Draft);
    assert_eq!(life(true, true).stage(START.plus_days(9)), Stage::Cancelled);
    assert!(open.may_edit(START) && !open.may_edit(START.plus_hours(2)));
    assert!(open.may_call_off(START.plus_seconds(-1)) && !open.may_call_off(START));
    assert!(life(false, false).may_publish(Moment(0)) && !life(false, false).may_publish(START));
}

#[test]
fn nobody_overtakes_those_who_wait() {
    assert_eq!(Seats { capacity: 4, confirmed: 3, waiting: 0, ..Seats::default() }.free(), 1);
    assert_eq!(Seats { capacity: 4, confirmed: 3, waiting: 2, ..Seats::default() }.free(), 0);
}

fn viewer(roles: &[Role]) -> Viewer {
    Viewer {
        id: "019376b0-7c6a-7000-8000-0123456789ab".parse().expect("an id"),
        name: "みなと".to_owned(),
        roles: roles.to_vec(),
        locale: Locale::ja,
        zone: "Asia/Tokyo".to_owned(),
        promised: true,
    }
}

#[test]
fn only_the_host_and_organisers_change_a_workshop() {
    let me = viewer(&[Role::Host]);
    let other: UserId = "019376b0-7c6a-7000-8000-0123456789ac".parse().expect("an id");
    let host = Editor::of(&me).expect("a host");
    assert!(host.may_change(&me.id) && !host.may_change(&other));
    assert!(Editor::of(&viewer(&[Role::Admin])).expect("an organiser").may_change(&other));
    assert_eq!(Editor::of(&viewer(&[Role::Coach])), Err(Error::NotFound));
}

#[test]
fn kinds_have_one_name_everywhere() {
    for kind in Kind::ALL {
        assert_eq!(Kind::parse(kind.as_str()), Some(kind));
        assert_eq!(serde_json::to_string(&kind).expect("it serialises"), format!("\"{}\"", kind.as_str()));
        assert_ne!(kind.label(Locale::ja), kind.label(Locale::en));
    }
}
