-- Who sits with whom. asked_at without made_at: groups are looked for, by the seed. Whoever finds the row does it, so
-- that nothing is lost when a process ends in between. begun_at: the run has reached the block; its groups stay.
-- score: JSON, empty until they are made.
create table live_rounds (
    workshop_id text not null references live_rooms (workshop_id),
    block text not null,
    size bigint not null,
    seed bigint not null,
    steps bigint not null,
    asked_at bigint not null,
    made_at bigint,
    begun_at bigint,
    score text not null,
    primary key (workshop_id, block)
);
create index live_rounds_asked on live_rounds (asked_at) where made_at is null;

-- number: of the group, from 1. left_at: they went while the round ran.
create table live_sits (
    workshop_id text not null references live_rooms (workshop_id),
    block text not null,
    user_id text not null references users (id),
    number bigint not null,
    left_at bigint,
    primary key (workshop_id, block, user_id)
);
create index live_sits_user on live_sits (user_id);

-- Who must sit together (1) or must not (0). a_id is the smaller one.
create table live_pairs (
    workshop_id text not null references live_rooms (workshop_id),
    a_id text not null references users (id),
    b_id text not null references users (id),
    together bigint not null,
    primary key (workshop_id, a_id, b_id)
);
create index live_pairs_a on live_pairs (a_id);
create index live_pairs_b on live_pairs (b_id);

-- Where a host said otherwise: members sit in groups, hosts do not.
create table live_placing (
    workshop_id text not null references live_rooms (workshop_id),
    user_id text not null references users (id),
    seated bigint not null,
    primary key (workshop_id, user_id)
);
create index live_placing_user on live_placing (user_id);

-- series: whether meetings at earlier dates of the course count. links: where groups meet, a line each.
create table live_mixing (
    workshop_id text primary key references live_rooms (workshop_id),
    series bigint not null,
    links text not null
);

-- つながり希望. Nobody but user_id ever hears of a wish that other_id does not share. address: theirs may be told.
create table live_wishes (
    workshop_id text not null references live_rooms (workshop_id),
    user_id text not null references users (id),
    other_id text not null references users (id),
    wished_at bigint not null,
    address bigint not null,
    introduced_at bigint,
    primary key (workshop_id, user_id, other_id)
);
create index live_wishes_user on live_wishes (user_id);
create index live_wishes_other on live_wishes (other_id);
