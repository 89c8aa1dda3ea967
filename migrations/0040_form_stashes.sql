-- Whose refused form it is, so that each person has room of their own; visitors, who are nobody, share one.
alter table form_stashes add column owner text not null default '';
create index form_stashes_owner on form_stashes (owner, expires_at);
