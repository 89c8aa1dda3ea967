-- Self-checks, the numbers for help, and what an organiser confirmed about the licence of content.

-- Which check it was and every answer are sealed with the owner's key. Deleting takes the row away.
create table selfchecks (
    id text primary key,
    owner_id text not null references users (id),
    body bytea not null,
    kept_at bigint not null
);
create index selfchecks_owner on selfchecks (owner_id, kept_at, id);

-- When 今日 last asked somebody, whatever they did then; quiet_at: since when it is not to ask.
create table selfcheck_prompts (
    user_id text primary key references users (id),
    asked_at bigint,
    quiet_at bigint
);

-- Where help is to be had. Empty until the first change: what the content says is shown until then.
create table help_lines (
    id text primary key,
    position bigint not null,
    name_ja text not null,
    name_en text not null,
    numbers text not null,
    note_ja text not null,
    note_en text not null,
    url text not null,
    evening bigint not null,
    check_first bigint not null,
    version bigint not null,
    checked_at bigint,
    hidden_at bigint
);

-- Who did what to them, and the numbers as they were before.
create table help_line_history (
    id text primary key,
    line_id text not null references help_lines (id),
    act text not null,
    was text not null,
    by_id text not null references users (id),
    at bigint not null
);
create index help_line_history_line on help_line_history (line_id, at, id);

-- A licence confirmed at its source, for one version of one worksheet or self-check.
create table content_approvals (
    id text primary key,
    content text not null,
    version bigint not null,
    source text not null,
    note text not null,
    approved_by text not null references users (id),
    approved_at bigint not null,
    withdrawn_by text references users (id),
    withdrawn_at bigint
);
create unique index content_approvals_one on content_approvals (content, version) where withdrawn_at is null;
