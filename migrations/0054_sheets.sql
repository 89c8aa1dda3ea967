-- What an author allows a finished sheet to be counted for: 'live' (counts in a live session), 'statistics'.
create table worksheet_consents (
    answer_id text not null references worksheet_answers (id),
    kind text not null,
    owner_id text not null references users (id),
    given_at bigint not null,
    primary key (answer_id, kind)
);
create index worksheet_consents_owner on worksheet_consents (owner_id);

-- Strengths that a coach has seen in somebody, sealed with the key of who receives them.
create table strength_gifts (
    id text primary key,
    owner_id text not null references users (id),
    giver_id text not null references users (id),
    body bytea not null,
    offered_at bigint not null,
    accepted_at bigint,
    declined_at bigint
);
create index strength_gifts_owner on strength_gifts (owner_id, offered_at, id);
create index strength_gifts_giver on strength_gifts (giver_id, owner_id);
