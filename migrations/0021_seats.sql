-- Seats by profession and the waiting list.

-- What a seat counts for: the profession under which it was given. While somebody waits it follows their profile.
alter table registrations add column profession text not null default '';
update registrations set profession = (select u.profession from users u where u.id = registrations.user_id);
create index registrations_class on registrations (workshop_id, cancelled_at, profession);

-- When the seats were last gone through for rules that are released: what was released since has yet to be looked at.
alter table workshops add column settled_at bigint;

-- Links in letters that lead to one's own place without signing in. Only the hash of a token is kept.
create table place_links (
    token_hash text primary key,
    registration_id text not null references registrations (id),
    created_at bigint not null
);
create index place_links_registration on place_links (registration_id);
