-- Workshops that people can rely on: planning, seats by profession, waiting with offers, calendars, the day itself.

-- A course of several dates. `joining` is whole (registered as one), single, or both.
create table series (
    id text primary key,
    title text not null,
    body text not null,
    joining text not null,
    host_id text not null references users (id),
    created_at bigint not null,
    updated_at bigint not null
);

-- publish_at: a draft publishes itself then. closed_at: its host takes no more registrations.
-- opens_at, closes_at: when one may register (null: from publication, until it begins).
-- cancel_until: the last moment at which a place can be given back (null: until it begins).
alter table workshops add column publish_at bigint;
alter table workshops add column closed_at bigint;
alter table workshops add column opens_at bigint;
alter table workshops add column closes_at bigint;
alter table workshops add column cancel_until bigint;
alter table workshops add column series_id text references series (id);
-- visibility: public, members, cohort (visible_cohort) or link (visible_key stands in the address).
alter table workshops add column visibility text not null default 'public';
alter table workshops add column visible_cohort text references cohorts (id);
alter table workshops add column visible_key text;
alter table workshops add column materials_before text not null default '';
alter table workshops add column materials_after text not null default '';
alter table workshops add column fee text not null default '';
-- mode: first (first come), approval (by the host) or lottery (drawn after draw_at; seed and order are published).
alter table workshops add column mode text not null default 'first';
alter table workshops add column draw_at bigint;
alter table workshops add column draw_seed text;
alter table workshops add column drawn_at bigint;
-- How long an offer of a seat stands, and how many days after the end answers to questions are kept.
alter table workshops add column offer_hours bigint not null default 24;
alter table workshops add column purge_days bigint not null default 30;
-- The code that opens check-in in the room, and what a certificate says and asks for.
alter table workshops add column room_code text;
alter table workshops add column certificate_minutes bigint;
alter table workshops add column certificate_share bigint not null default 80;
create index workshops_series on workshops (series_id, starts_at, id);
create index workshops_publish on workshops (publish_at);

create table workshop_hosts (
    workshop_id text not null references workshops (id),
    user_id text not null references users (id),
    added_at bigint not null,
    added_by text not null references users (id),
    primary key (workshop_id, user_id)
);
create index workshop_hosts_user on workshop_hosts (user_id);

-- Seats by profession: at least `kept` of them stay free for it, at most `most` are given to it, `target` is the
-- mix wished for. From released_at on the rule no longer binds.
create table seat_rules (
    workshop_id text not null references workshops (id),
    profession text not null,
    kept bigint not null,
    most bigint,
    target bigint,
    released_at bigint,
    primary key (workshop_id, profession)
);

-- Points of further training that a certificate carries, by profession.
create table workshop_points (
    workshop_id text not null references workshops (id),
    profession text not null,
    points text not null,
    primary key (workshop_id, profession)
);

-- What a host asks when one registers. choices: one a line. shown_if: the question and the answer on which it is
-- shown, both null for always.
create table questions (
    id text primary key,
    workshop_id text not null references workshops (id),
    position bigint not null,
    kind text not null,
    label text not null,
    help text not null,
    choices text not null,
    required bigint not null,
    shown_if_question text references questions (id),
    shown_if_answer text,
    created_at bigint not null,
    removed_at bigint
);
create index questions_workshop on questions (workshop_id, position, id);

-- wish: what becomes of a freed seat: auto (take it), ask (offer it), until (take it up to wish_hours before).
-- An offer holds its seat until offer_expires_at. approved_at, declined_at: the host's word, where mode asks it.
-- left_reason: why cancelled_at stands: self, host, declined, expired, refused, not_drawn, called_off.
alter table registrations add column wish text not null default 'auto';
alter table registrations add column wish_hours bigint;
alter table registrations add column offered_at bigint;
alter table registrations add column offer_expires_at bigint;
alter table registrations add column approved_at bigint;
alter table registrations add column left_reason text;
alter table registrations add column draw_order bigint;
-- 配慮してほしいこと, encrypted with the person's own key; for the hosts only.
alter table registrations add column needs bytea;
alter table registrations add column paid_at bigint;
alter table registrations add column paid_by text references users (id);
-- The day: the code is what a QR carries and what can be read aloud.
alter table registrations add column check_code text;
alter table registrations add column checked_in_at bigint;
alter table registrations add column checked_out_at bigint;
-- How much of it somebody was there for, in percent; null: not said.
alter table registrations add column attended bigint;
-- Rises whenever this person's entry in a calendar changes.
alter table registrations add column sequence bigint not null default 0;
create index registrations_offers on registrations (offer_expires_at);
create unique index registrations_code on registrations (workshop_id, check_code);

create table question_answers (
    registration_id text not null references registrations (id),
    question_id text not null references questions (id),
    owner_id text not null references users (id),
    body bytea not null,
    answered_at bigint not null,
    primary key (registration_id, question_id)
);

-- Append-only: what happened at a workshop, to whom, and who did it (nobody: the program itself).
create table workshop_history (
    id text primary key,
    workshop_id text not null references workshops (id),
    user_id text references users (id),
    actor_id text references users (id),
    action text not null,
    detail text not null,
    at bigint not null
);
create index workshop_history_workshop on workshop_history (workshop_id, at, id);

-- Reminders, in minutes before the start; letters.once_key makes a letter go out once an event and person.
create table reminder_rules (
    workshop_id text not null references workshops (id),
    minutes_before bigint not null,
    primary key (workshop_id, minutes_before)
);
alter table letters add column once_key text;
alter table letters add column calendar text;
alter table letters add column unsubscribe text;
create unique index letters_once on letters (once_key);

-- Kinds of letter that a person does not want.
create table letter_refusals (
    user_id text not null references users (id),
    topic text not null,
    refused_at bigint not null,
    primary key (user_id, topic)
);

-- The secret address of a person's calendar; a new generation makes the old address useless.
create table calendar_feeds (
    user_id text primary key references users (id),
    generation bigint not null,
    created_at bigint not null
);

-- Who gave feedback, and the feedback: nothing joins the two.
create table feedback_given (
    workshop_id text not null references workshops (id),
    user_id text not null references users (id),
    primary key (workshop_id, user_id)
);
create table feedback (
    id text primary key,
    workshop_id text not null references workshops (id),
    helpful bigint not null,
    safe bigint not null,
    kept text not null,
    wished text not null
);
create index feedback_workshop on feedback (workshop_id, id);

-- 受講証明書: what it said when it was given, so that a later change of name does not rewrite it.
create table certificates (
    id text primary key,
    workshop_id text not null references workshops (id),
    user_id text not null references users (id),
    code text not null,
    name text not null,
    title text not null,
    minutes bigint not null,
    points text not null,
    held_on text not null,
    issued_at bigint not null,
    issued_by text not null references users (id),
    revoked_at bigint,
    revoked_by text references users (id),
    revoked_reason text
);
create unique index certificates_code on certificates (code);
create index certificates_user on certificates (user_id, issued_at, id);
create unique index certificates_one on certificates (workshop_id, user_id) where revoked_at is null;

-- Pairs of neighbouring characters of public text, for search in both databases.
create table search_pairs (
    kind text not null,
    object_id text not null,
    pair text not null,
    primary key (kind, pair, object_id)
);
create index search_pairs_object on search_pairs (kind, object_id);
