-- Programmes, and what belongs to a cohort: dates, applications, goals with small steps, appointments, closing letters.

create table programmes (
    id text primary key,
    name text not null,
    body text not null,
    asks text not null,
    version bigint not null,
    created_at bigint not null,
    updated_at bigint not null,
    published_at bigint
);

-- Days are moments: the first of a day where it begins, the first of the next day where it ends.
alter table cohorts add column programme_id text references programmes (id);
alter table cohorts add column places bigint;
alter table cohorts add column starts_at bigint;
alter table cohorts add column ends_at bigint;
alter table cohorts add column apply_from bigint;
alter table cohorts add column apply_until bigint;
create index cohorts_programme on cohorts (programme_id, starts_at);

-- The words are sealed with the applicant's key; organisers and the cohort's coaches may open them, which is noted.
create table cohort_applications (
    id text primary key,
    cohort_id text not null references cohorts (id),
    owner_id text not null references users (id),
    body bytea not null,
    applied_at bigint not null,
    accepted_at bigint,
    waiting_at bigint,
    declined_at bigint,
    decided_by text references users (id),
    withdrawn_at bigint
);
create unique index cohort_applications_one on cohort_applications (cohort_id, owner_id) where withdrawn_at is null;
create index cohort_applications_owner on cohort_applications (owner_id, applied_at);

-- A goal is its owner's alone until they show it to their coaches.
create table cohort_goals (
    id text primary key,
    cohort_id text not null references cohorts (id),
    owner_id text not null references users (id),
    body bytea not null,
    due text not null,
    created_at bigint not null,
    done_at bigint,
    shared_at bigint
);
create index cohort_goals_owner on cohort_goals (owner_id, cohort_id, created_at);

create table cohort_steps (
    id text primary key,
    goal_id text not null references cohort_goals (id),
    owner_id text not null references users (id),
    body bytea not null,
    created_at bigint not null,
    done_at bigint
);
create index cohort_steps_goal on cohort_steps (goal_id, created_at);

-- A time that a coach offers. The link is sealed with the coach's key.
create table appointment_slots (
    id text primary key,
    cohort_id text not null references cohorts (id),
    coach_id text not null references users (id),
    starts_at bigint not null,
    ends_at bigint not null,
    zone text not null,
    link bytea,
    created_at bigint not null,
    withdrawn_at bigint
);
create index appointment_slots_cohort on appointment_slots (cohort_id, starts_at);
create index appointment_slots_coach on appointment_slots (coach_id, starts_at);

-- An appointment keeps its id when it moves to another time, so that calendars move it too; sequence tells them so.
create table appointments (
    id text primary key,
    slot_id text not null references appointment_slots (id),
    cohort_id text not null references cohorts (id),
    coach_id text not null references users (id),
    member_id text not null references users (id),
    sequence bigint not null,
    booked_at bigint not null,
    changed_at bigint not null,
    cancelled_at bigint,
    cancelled_by text references users (id)
);
create unique index appointments_one on appointments (slot_id) where cancelled_at is null;
create index appointments_member on appointments (member_id, booked_at);
create index appointments_coach on appointments (coach_id, booked_at);

-- What a coach writes to a member when the cohort ends, sealed with the member's key.
create table cohort_letters (
    id text primary key,
    cohort_id text not null references cohorts (id),
    coach_id text not null references users (id),
    owner_id text not null references users (id),
    body bytea not null,
    sent_at bigint not null
);
create unique index cohort_letters_once on cohort_letters (cohort_id, coach_id, owner_id);
