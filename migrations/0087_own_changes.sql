-- The room's seq when something of their own changed last, by which processes on one PostgreSQL find whose it was: what
-- they say to each other names nobody.
alter table live_people add column own_seq bigint;
