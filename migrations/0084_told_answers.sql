-- What is told of an anonymous answer while its prompt takes answers, under the id that it had then; an empty one where
-- no screen shows it. Screens move by several answers at once, or by none.
alter table live_answers add column told_id text;
alter table live_answers add column told text;
