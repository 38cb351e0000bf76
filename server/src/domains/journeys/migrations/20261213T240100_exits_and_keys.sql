-- Several runs of one person may stand side by side: `run_key` says what each is about ('': nothing tells them apart), `brought_by`
-- what brought her in. An entry is named by the run that it follows, so of two at the same moment one comes in.
alter table journeys.run_info
  add column run_key text not null default '',
  add column brought_by text,
-- An exit rule ended it, or what it had still to send: since when.
  add column left_at timestamptz,
-- Of a goal that a use without an order reached: the coupon, which a counter may take back.
  add column goal_use_id text;
create index run_info_goal_use on journeys.run_info (goal_use_id) where goal_use_id is not null;
