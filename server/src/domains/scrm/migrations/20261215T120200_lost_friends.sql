-- Friendships by when they began and ended: what was lost and gained on some days.
create index friend_added on scrm.friend (added_at);
create index friend_ended on scrm.friend (ended_at desc, id desc) where ended_at is not null;
-- Who got a mass message when: whether a loss followed one.
create index mass_target_sent on scrm.mass_target (target, sent_at) where sent_at is not null;

-- Customers of members who left the corp, as WeCom lists them: nobody answers them until they are handed over.
create table scrm.unassigned (
  handover_userid text not null,
  external_userid text not null,
  seen_at timestamptz not null,
  primary key (handover_userid, external_userid)
);
alter table scrm.corp add column unassigned_at timestamptz;
update scrm.corp set unassigned_at = now();
