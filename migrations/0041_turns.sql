-- Which opened page a version was written on, and how often its words had changed by then: what that page sent before
-- may arrive after it.
alter table journal_revisions add column writer text not null default '';
alter table journal_revisions add column turn bigint not null default 0;
