-- Of the gifts of a tier the one she chose, from 0; null: she has not chosen yet, or there is but one.
alter table activities.reward add column chosen int check (chosen >= 0);
