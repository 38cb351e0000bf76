create schema messaging;

create table messaging.template (
  id text primary key,
  key text not null unique,
  title text not null,
  fields jsonb not null,
  page text not null,
  wechat_template_id text,
  enabled boolean not null default true,
  updated_at timestamptz not null
);

-- What a shopper allows: so many one-time messages of a template, as far as we know (WeChat tells no count).
create table messaging.consent (
  person_no int not null,
  template_key text not null,
  remaining int not null default 0 check (remaining >= 0),
  refused boolean not null default false,
  updated_at timestamptz not null,
  primary key (person_no, template_key)
) with (fillfactor = 80);

-- One message to one person. `source_key` says what asked for it, so that nothing is asked for twice.
create table messaging.outbound (
  id text primary key,
  source_key text not null unique,
  person_no int not null,
  member_id text not null,
  template_key text not null,
  kind text not null check (kind in ('service', 'marketing')),
  channels text[] not null,
  channel text not null,
  title text not null,
  variables jsonb not null,
  text text not null default '',
  page text not null default '',
  cause_kind text not null,
  cause_id text not null,
  cause_label text not null,
  state text not null check (state in
    ('queued', 'claimed', 'handed_over', 'accepted', 'failed', 'unknown', 'suppressed', 'cancelled')),
  verdict text check (verdict in ('send', 'defer', 'suppress')),
  reason text,
  due_at timestamptz,
  attempts int not null default 0,
  created_at timestamptz not null,
  handed_over_at timestamptz,
  sent_at timestamptz,
  opened_at timestamptz,
  read_at timestamptz,
  error text
) with (fillfactor = 80);
create index outbound_due on messaging.outbound (due_at) where state = 'queued';
create index outbound_waiting_key on messaging.outbound (source_key) where state = 'queued';
create index outbound_under_way on messaging.outbound (handed_over_at) where state = 'handed_over';
create index outbound_pace on messaging.outbound (handed_over_at) where kind = 'marketing' and handed_over_at is not null;
create index outbound_recent on messaging.outbound (created_at desc, id desc);
create index outbound_of_person on messaging.outbound (person_no, created_at desc);
create index outbound_of_cause on messaging.outbound (cause_id, created_at desc);
create index outbound_inbox on messaging.outbound (person_no, sent_at desc, id desc)
  where channel = 'inbox' and state = 'accepted';

-- How many messages a person got in a window: `day:2026-11-21`, `week:2026-11-16`, `month:2026-11`.
create table messaging.quota_use (
  person_no int not null,
  window_key text not null,
  count int not null,
  primary key (person_no, window_key)
) with (fillfactor = 80);
