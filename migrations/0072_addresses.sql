-- The mail address that somebody asked to have instead of their own belongs to the link that is sent to it; it becomes
-- theirs when that link is used. Other links leave this column empty.
alter table one_time_links add column address text;
