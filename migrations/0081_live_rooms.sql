-- A running workshop: at most one room each. sheet: the run sheet as it was when the room was opened; run: where it
-- stands; both JSON. turn rises with every command that moved the run, seq with every change that a screen shows.
-- wakes_at: when the run does something by itself.
create table live_rooms (
    workshop_id text primary key references workshops (id),
    code text not null,
    sheet text not null,
    run text not null,
    turn bigint not null,
    seq bigint not null,
    wakes_at bigint,
    notice text not null,
    leader_id text references users (id),
    opened_by text not null references users (id),
    opened_at bigint not null,
    closed_at bigint
);
create unique index live_rooms_code on live_rooms (code) where closed_at is null;
create index live_rooms_wakes on live_rooms (wakes_at);

-- Who came in, under the name they want to be called. seat: a small number that means nothing outside the room.
create table live_people (
    workshop_id text not null references live_rooms (workshop_id),
    user_id text not null references users (id),
    seat bigint not null,
    name text not null,
    entered_at bigint not null,
    resting_at bigint,
    hand_at bigint,
    left_at bigint,
    primary key (workshop_id, user_id)
);
create unique index live_people_seat on live_people (workshop_id, seat);
create index live_people_user on live_people (user_id);

-- 手を貸してください: one that stands open a person.
create table live_calls (
    id text primary key,
    workshop_id text not null references live_rooms (workshop_id),
    user_id text not null references users (id),
    called_at bigint not null,
    answered_at bigint,
    answered_by text references users (id)
);
create unique index live_calls_open on live_calls (workshop_id, user_id) where answered_at is null;

-- Append-only: what hosts did, and the run by itself (user_id null). seq is the room's after it; act is JSON.
create table live_acts (
    workshop_id text not null references live_rooms (workshop_id),
    seq bigint not null,
    at bigint not null,
    user_id text references users (id),
    act text not null,
    primary key (workshop_id, seq)
);

-- Who is here, by the process that holds their sockets; process '': the last tab closed, and they are here until then.
create table live_presence (
    workshop_id text not null references live_rooms (workshop_id),
    user_id text not null references users (id),
    process text not null,
    until bigint not null,
    primary key (workshop_id, user_id, process)
);
create index live_presence_process on live_presence (process);
create index live_presence_until on live_presence (until);
