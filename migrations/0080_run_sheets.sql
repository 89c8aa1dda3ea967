-- The run sheet of a workshop: blocks with minutes, as JSON. `removed` is the block that was taken out last, `keys` how
-- many keys of blocks were given out; `revision` keeps two tabs from undoing each other's work.
create table run_sheets (
    workshop_id text primary key references workshops (id),
    title text not null,
    sheet text not null,
    removed text,
    keys bigint not null,
    revision bigint not null,
    edited_by text not null references users (id),
    edited_at bigint not null
);

-- Run sheets that hosts keep to begin others with.
create table run_templates (
    id text primary key,
    owner_id text not null references users (id),
    title text not null,
    sheet text not null,
    created_at bigint not null
);
create index run_templates_owner on run_templates (owner_id, created_at);
