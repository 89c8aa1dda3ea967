-- Until when they were heard of, where that was before the run ended. Nobody goes out by it: a phone may sleep while its
-- person sits in the room.
alter table live_people add column silent_at bigint;
