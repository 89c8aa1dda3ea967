-- Words that a host took from the screens, in small letters, as JSON.
alter table live_prompts add column left_out text;
