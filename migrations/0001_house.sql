-- The house: people, their keys and sessions, letters, workshops, journals, worksheets, coaching.
-- Column types are the ones both databases share (see README, "Database"). Moments are microseconds UTC.

create table users (
    id text primary key,
    email text not null,
    password_hash text not null,
    name text not null,
    locale text not null,
    zone text not null,
    profession text not null,
    profession_other text not null,
    experience text not null,
    region text not null,
    works_alone bigint not null,
    interests text not null,
    created_at bigint not null,
    verified_at bigint,
    closed_at bigint
);
create unique index users_email on users (email);

create table user_roles (
    user_id text not null references users (id),
    role text not null,
    granted_at bigint not null,
    granted_by text references users (id),
    primary key (user_id, role)
);

-- 守秘の約束: one row for each version a person accepted.
create table promises (
    user_id text not null references users (id),
    version bigint not null,
    accepted_at bigint not null,
    primary key (user_id, version)
);

create table sessions (
    id text primary key,
    token_hash text not null,
    user_id text not null references users (id),
    agent text not null,
    created_at bigint not null,
    seen_at bigint not null,
    expires_at bigint not null
);
create unique index sessions_token on sessions (token_hash);
create index sessions_user on sessions (user_id, seen_at);

-- One-time links: purpose is verify, reset or setup. Only the hash of the token is kept.
create table one_time_links (
    token_hash text primary key,
    purpose text not null,
    user_id text references users (id),
    created_at bigint not null,
    expires_at bigint not null,
    used_at bigint
);

-- Each person's own key, wrapped by the root key. Destroying the row destroys what the person wrote.
create table user_keys (
    user_id text primary key references users (id),
    root_version bigint not null,
    wrapped bytea not null,
    created_at bigint not null
);

-- Letters wait here until they are sent; written in the same transaction as their cause.
create table letters (
    id text primary key,
    user_id text references users (id),
    address text not null,
    kind text not null,
    subject text not null,
    text_body text not null,
    html_body text not null,
    created_at bigint not null,
    due_at bigint not null,
    attempts bigint not null,
    claimed_until bigint,
    sent_at bigint,
    failed_at bigint,
    last_error text
);
create index letters_due on letters (sent_at, failed_at, due_at);

-- What was typed into a form that came back with errors, sealed with a key that only the person's cookie holds.
create table form_stashes (
    id_hash text primary key,
    sealed bytea not null,
    expires_at bigint not null
);

create table workshops (
    id text primary key,
    kind text not null,
    title text not null,
    body text not null,
    starts_at bigint not null,
    ends_at bigint not null,
    zone text not null,
    capacity bigint not null,
    place text not null,
    online_url text not null,
    host_id text not null references users (id),
    version bigint not null,
    created_at bigint not null,
    updated_at bigint not null,
    published_at bigint,
    cancelled_at bigint
);
create index workshops_start on workshops (starts_at, id);

-- seq is the order of joining within a workshop; a person has at most one registration that is not cancelled.
create table registrations (
    id text primary key,
    workshop_id text not null references workshops (id),
    user_id text not null references users (id),
    seq bigint not null,
    joined_at bigint not null,
    confirmed_at bigint,
    cancelled_at bigint
);
create unique index registrations_order on registrations (workshop_id, seq);
create unique index registrations_one on registrations (workshop_id, user_id) where cancelled_at is null;
create index registrations_user on registrations (user_id, joined_at);

create table journal_entries (
    id text primary key,
    owner_id text not null references users (id),
    template text not null,
    template_version bigint not null,
    head_seq bigint not null,
    created_at bigint not null,
    updated_at bigint not null,
    finished_at bigint,
    deleted_at bigint
);
create index journal_entries_owner on journal_entries (owner_id, updated_at, id);

-- Append-only. base_seq is the version that this one was written on (0 for the first): where it is not the
-- version before, another screen wrote meanwhile.
create table journal_revisions (
    id text primary key,
    entry_id text not null references journal_entries (id),
    owner_id text not null references users (id),
    seq bigint not null,
    base_seq bigint not null,
    body bytea not null,
    saved_at bigint not null
);
create unique index journal_revisions_order on journal_revisions (entry_id, seq);

-- A copy of what the author chose to show; the private original stays where it is.
create table journal_shares (
    id text primary key,
    entry_id text not null references journal_entries (id),
    revision_seq bigint not null,
    owner_id text not null references users (id),
    coach_id text not null references users (id),
    body bytea not null,
    shared_at bigint not null,
    revoked_at bigint,
    returned_at bigint
);
create index journal_shares_coach on journal_shares (coach_id, shared_at, id);
create index journal_shares_entry on journal_shares (entry_id, shared_at);
create unique index journal_shares_once on journal_shares (entry_id, coach_id, revision_seq) where revoked_at is null;

create table coach_answers (
    id text primary key,
    share_id text not null references journal_shares (id),
    owner_id text not null references users (id),
    coach_id text not null references users (id),
    body bytea not null,
    sent_at bigint not null,
    read_at bigint
);
create unique index coach_answers_once on coach_answers (share_id);
create index coach_answers_owner on coach_answers (owner_id, sent_at);

-- Append-only: who opened whose text, which object and version, and when.
create table access_log (
    id text primary key,
    owner_id text not null references users (id),
    actor_id text not null references users (id),
    actor_role text not null,
    action text not null,
    object_kind text not null,
    object_id text not null,
    object_version bigint not null,
    at bigint not null
);
create index access_log_owner on access_log (owner_id, at, id);

create table cohorts (
    id text primary key,
    name text not null,
    created_at bigint not null,
    closed_at bigint
);

create table cohort_people (
    cohort_id text not null references cohorts (id),
    user_id text not null references users (id),
    part text not null,
    joined_at bigint not null,
    left_at bigint,
    primary key (cohort_id, user_id)
);
create index cohort_people_user on cohort_people (user_id, part);

create table worksheet_answers (
    id text primary key,
    owner_id text not null references users (id),
    worksheet text not null,
    version bigint not null,
    revision bigint not null,
    body bytea not null,
    started_at bigint not null,
    updated_at bigint not null,
    finished_at bigint,
    deleted_at bigint
);
create index worksheet_answers_owner on worksheet_answers (owner_id, worksheet, started_at);

create table worksheet_shares (
    id text primary key,
    answer_id text not null references worksheet_answers (id),
    owner_id text not null references users (id),
    coach_id text not null references users (id),
    body bytea not null,
    shared_at bigint not null,
    revoked_at bigint
);
create index worksheet_shares_coach on worksheet_shares (coach_id, shared_at, id);
create unique index worksheet_shares_once on worksheet_shares (answer_id, coach_id) where revoked_at is null;
