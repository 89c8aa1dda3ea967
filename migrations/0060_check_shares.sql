-- Single results of self-checks that their authors showed to a coach: a sealed copy of the numbers. They go with the
-- result. And the links by which people who know somebody may give them a strength.

create table selfcheck_shares (
    id text primary key,
    check_id text not null references selfchecks (id) on delete cascade,
    owner_id text not null references users (id),
    coach_id text not null references users (id),
    body bytea not null,
    shared_at bigint not null,
    revoked_at bigint
);
create index selfcheck_shares_owner on selfcheck_shares (owner_id, shared_at, id);
create index selfcheck_shares_coach on selfcheck_shares (coach_id, shared_at, id);
create unique index selfcheck_shares_once on selfcheck_shares (check_id, coach_id) where revoked_at is null;

-- Whoever has the link and is signed in may give; there is one open link a person.
create table gift_links (
    id text primary key,
    owner_id text not null references users (id),
    made_at bigint not null,
    closed_at bigint
);
create unique index gift_links_one on gift_links (owner_id) where closed_at is null;
