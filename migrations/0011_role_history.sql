-- Roles that were taken away again: who had given them, who took them, and when. Present roles are in user_roles.
create table role_history (
    id text primary key,
    user_id text not null references users (id),
    role text not null,
    granted_at bigint not null,
    granted_by text references users (id),
    taken_at bigint not null,
    taken_by text not null references users (id)
);
create index role_history_user on role_history (user_id, taken_at);
