-- What somebody chose when they signed up belongs to the link that their letter brings, and to nobody else's:
-- the account takes it over when that link proves the address. Other links leave these columns empty.
alter table one_time_links add column password_hash text;
alter table one_time_links add column name text;
alter table one_time_links add column locale text;
alter table one_time_links add column zone text;

-- Sign-ups that wait for their proof move there.
update one_time_links set
    password_hash = (select u.password_hash from users u where u.id = one_time_links.user_id),
    name = (select u.name from users u where u.id = one_time_links.user_id),
    locale = (select u.locale from users u where u.id = one_time_links.user_id),
    zone = (select u.zone from users u where u.id = one_time_links.user_id)
where purpose = 'verify' and user_id in (select id from users where verified_at is null);
update users set password_hash = '' where verified_at is null;

create index one_time_links_user on one_time_links (user_id, purpose);
