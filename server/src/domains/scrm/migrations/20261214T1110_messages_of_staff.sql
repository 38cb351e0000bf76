-- Messages of journeys that staff send are parts of mass sends too, which nobody made by hand.
alter table scrm.mass add column origin text not null default 'operator';
create index mass_target_got on scrm.mass_target (target, sent_at) where sent_at is not null;
