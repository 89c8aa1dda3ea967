-- What a copy is sent for, until when, and whether it follows the entry (live_seq: the version that it shows by now).
-- claimed_by holds it on the coaches' desk; turn counts what happened there.
alter table journal_shares add column want text not null default '';
alter table journal_shares add column expires_at bigint;
alter table journal_shares add column live bigint not null default 0;
alter table journal_shares add column live_seq bigint;
alter table journal_shares add column claimed_by text references users (id);
alter table journal_shares add column claimed_at bigint;
alter table journal_shares add column turn bigint not null default 0;

-- Whom a copy was sent to, each by name: one of them answers. coach_id of the copy is the first of them.
create table share_coaches (
    share_id text not null references journal_shares (id),
    coach_id text not null references users (id),
    primary key (share_id, coach_id)
);
create index share_coaches_coach on share_coaches (coach_id, share_id);
insert into share_coaches (share_id, coach_id) select id, coach_id from journal_shares;

-- A copy that its author still looks over, sealed with their key.
create table share_drafts (
    id text primary key,
    entry_id text not null references journal_entries (id),
    owner_id text not null references users (id),
    body bytea not null,
    updated_at bigint not null
);
create index share_drafts_entry on share_drafts (entry_id);

-- What an author decided about what the check had found. The words themselves are not kept.
create table deid_decisions (
    id text primary key,
    object_kind text not null,
    object_id text not null,
    owner_id text not null references users (id),
    actor_id text not null references users (id),
    place text not null,
    kind text not null,
    level text not null,
    decision text not null,
    at bigint not null
);
create index deid_decisions_object on deid_decisions (object_id);

-- A remark on a passage, sealed with the author's key together with its anchor. It waits until the review is returned.
create table review_comments (
    id text primary key,
    share_id text not null references journal_shares (id),
    owner_id text not null references users (id),
    coach_id text not null references users (id),
    body bytea not null,
    created_at bigint not null,
    updated_at bigint not null,
    returned_at bigint,
    deleted_at bigint
);
create index review_comments_share on review_comments (share_id, created_at, id);

-- What author and coach say to each other afterwards: about one remark, or (comment_id null) about the answer.
create table review_messages (
    id text primary key,
    share_id text not null references journal_shares (id),
    comment_id text references review_comments (id),
    owner_id text not null references users (id),
    writer_id text not null references users (id),
    body bytea not null,
    sent_at bigint not null,
    read_at bigint
);
create index review_messages_share on review_messages (share_id, sent_at, id);
create index review_messages_owner on review_messages (owner_id, read_at);

-- A coach's own notes and tag for a copy, sealed with the coach's key.
create table coach_notes (
    id text primary key,
    share_id text not null references journal_shares (id),
    coach_id text not null references users (id),
    body bytea not null,
    updated_at bigint not null
);
create unique index coach_notes_once on coach_notes (share_id, coach_id);

-- A coach asks the author whether another coach may see an excerpt (sealed with the author's key).
create table supervisions (
    id text primary key,
    share_id text not null references journal_shares (id),
    owner_id text not null references users (id),
    coach_id text not null references users (id),
    peer_id text not null references users (id),
    body bytea not null,
    asked_at bigint not null,
    until bigint not null,
    accepted_at bigint,
    declined_at bigint,
    revoked_at bigint
);
create index supervisions_share on supervisions (share_id);
create index supervisions_owner on supervisions (owner_id, asked_at, id);
create index supervisions_peer on supervisions (peer_id, asked_at, id);

-- What the two coaches say to each other about it, sealed with the key of the coach who asked.
create table supervision_words (
    id text primary key,
    supervision_id text not null references supervisions (id),
    coach_id text not null references users (id),
    writer_id text not null references users (id),
    body bytea not null,
    sent_at bigint not null
);
create index supervision_words_order on supervision_words (supervision_id, sent_at, id);
