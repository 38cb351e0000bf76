-- Friends of one member handed over to others: on the job, or of who has left.
create table scrm.transfer (
  id text primary key,
  handover_userid text not null,
  resigned boolean not null,
  -- The values of the form `scrm.transfer`.
  values jsonb not null,
  stopped_at timestamptz,
  created_at timestamptz not null
);
create index transfer_created on scrm.transfer (created_at desc, id desc);

create table scrm.handover (
  transfer_id text not null references scrm.transfer (id),
  external_userid text not null,
  handover_userid text not null,
  takeover_userid text not null,
  state text not null default 'planned',
  -- When it is asked for, or looked at, next; null: nothing more happens.
  due_at timestamptz,
  asked_at timestamptz,
  ended_at timestamptz,
  trouble jsonb,
  primary key (transfer_id, external_userid)
);
-- One at a time: whoever is planned or under way is in no second one.
create unique index handover_under_way on scrm.handover (handover_userid, external_userid) where state in ('planned', 'asked', 'waiting');
create index handover_due on scrm.handover (due_at) where due_at is not null;
create index handover_of_customer on scrm.handover (external_userid, ended_at);
create index handover_to on scrm.handover (takeover_userid) where state in ('planned', 'asked', 'waiting');
