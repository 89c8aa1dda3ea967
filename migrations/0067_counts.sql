-- Anonymous statistics as organisers see them: counted once, and then left as they are until a week has passed and ten
-- sheets came or went. Who looks before and after one person came or went sees the same.
create table worksheet_counts (
    worksheet text primary key,
    counts text not null,
    taken_at bigint not null
);

-- Which sheets are in them, to know how many came and went since then.
create table worksheet_counted (
    answer_id text primary key references worksheet_answers (id),
    worksheet text not null
);
create index worksheet_counted_of on worksheet_counted (worksheet);
