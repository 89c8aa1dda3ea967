-- Saving on branches. A version's number comes from last_seq. head_seq names the version that holds everything; it was
-- made of trunk_seq and of what the branches that stand on that trunk have added.
alter table journal_entries add column last_seq bigint not null default 0;
alter table journal_entries add column trunk_seq bigint not null default 0;
update journal_entries set last_seq = head_seq, trunk_seq = head_seq;
-- The opened page that an entry was deleted from: what that page still sends does not bring the entry back.
alter table journal_entries add column deleted_by text not null default '';

-- kind: autosave, checkpoint (a button was pressed), merged, restored. other_seq is the second parent of a merged
-- version. chars counts what stands in it, cut what its base had and it has not. kept is 1 once it is certain to stay.
alter table journal_revisions add column kind text not null default 'autosave';
alter table journal_revisions add column other_seq bigint not null default 0;
alter table journal_revisions add column chars bigint not null default 0;
alter table journal_revisions add column cut bigint not null default 0;
alter table journal_revisions add column kept bigint not null default 0;
create index journal_revisions_due on journal_revisions (saved_at) where kept = 0;
create index journal_revisions_turn on journal_revisions (entry_id, writer, turn);

-- One row for each opened page that saved: the last of its turns that came, and the version that holds its words. Where
-- they are not in the trunk yet, trunk_seq names the trunk that they are added to, and fork_seq the version that both
-- grew from.
create table journal_branches (
    entry_id text not null references journal_entries (id),
    writer text not null,
    turn bigint not null,
    tip_seq bigint not null,
    fork_seq bigint not null,
    trunk_seq bigint not null,
    joined_seq bigint not null,
    primary key (entry_id, writer)
);
