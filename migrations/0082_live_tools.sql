-- What is asked of a room, and what people say to it.

-- asked: JSON. round: 1, or 2 in the second round of a two-round vote. closes_at: null until the host closes it.
-- salt: by which voters are named while answers are taken; destroyed for good once none can come any more (sealed_at).
-- tally: what was counted then, as JSON; null for texts, which a host may still take from the screens.
create table live_prompts (
    id text primary key,
    workshop_id text not null references live_rooms (workshop_id),
    block text not null,
    kind text not null,
    asked text not null,
    moderated bigint not null,
    round bigint not null,
    salt text,
    opened_by text not null references users (id),
    opened_at bigint not null,
    closes_at bigint,
    sealed_at bigint,
    tally text
);
create index live_prompts_room on live_prompts (workshop_id, opened_at, id);
create index live_prompts_unsealed on live_prompts (closes_at) where sealed_at is null;

-- voter: who answers, or a name made with the prompt's salt; one answer each, by the key below and not by the program.
-- No moment: when somebody answered would tell who it was.
create table live_answers (
    id text primary key,
    prompt_id text not null references live_prompts (id),
    round bigint not null,
    voter text not null,
    author_id text references users (id),
    answer text not null,
    read_at bigint,
    hidden_at bigint
);
create unique index live_answers_one on live_answers (prompt_id, round, voter);
create index live_answers_author on live_answers (author_id);

-- nth: in which order they were asked. author_id: null without a name.
create table live_questions (
    id text primary key,
    workshop_id text not null references live_rooms (workshop_id),
    prompt_id text not null references live_prompts (id),
    nth bigint not null,
    text text not null,
    author_id text references users (id),
    read_at bigint,
    hidden_at bigint,
    answered_at bigint
);
create unique index live_questions_nth on live_questions (prompt_id, nth);
create index live_questions_room on live_questions (workshop_id, nth, id);
create index live_questions_author on live_questions (author_id);

-- One voice a person, by the key.
create table live_voices (
    question_id text not null references live_questions (id),
    voter text not null,
    primary key (question_id, voter)
);

-- Lines of the chat or the board of a block.
create table live_lines (
    id text primary key,
    workshop_id text not null references live_rooms (workshop_id),
    block text not null,
    board_column bigint not null,
    nth bigint not null,
    text text not null,
    author_id text references users (id),
    hidden_at bigint
);
create unique index live_lines_nth on live_lines (workshop_id, block, nth);
create index live_lines_author on live_lines (author_id);

-- Whose value cards are in the map of a room, to know how many came and went since it was counted.
create table live_counted (
    workshop_id text not null references live_rooms (workshop_id),
    answer_id text not null references worksheet_answers (id),
    primary key (workshop_id, answer_id)
);
create index live_counted_answer on live_counted (answer_id);
