-- The text of a template on one channel: values of the channel's own fields.
create table messaging.content (
  template_key text not null references messaging.template (key),
  channel text not null,
  fields jsonb not null,
  updated_at timestamptz not null,
  primary key (template_key, channel)
);

insert into messaging.content (template_key, channel, fields, updated_at)
select key, 'subscribe', jsonb_build_object('wechatTemplateId', wechat_template_id, 'page', page) || coalesce((
    select jsonb_object_agg(line->>'key', line->>'text') from jsonb_array_elements(fields) as line
  ), '{}'), updated_at
from messaging.template;

insert into messaging.content (template_key, channel, fields, updated_at)
select key, 'inbox', jsonb_build_object('title', title, 'page', page, 'text', coalesce((
    select string_agg((line->>'label') || ':' || (line->>'text'), E'\n' order by n)
    from jsonb_array_elements(fields) with ordinality as given (line, n)
  ), '')), updated_at
from messaging.template;

alter table messaging.template drop column title, drop column fields, drop column page, drop column wechat_template_id;

-- Whatever channel asks for consent keeps it here.
alter table messaging.consent add column channel text not null default 'subscribe';
alter table messaging.consent drop constraint consent_pkey;
alter table messaging.consent add primary key (person_no, channel, template_key);
alter table messaging.consent alter column channel drop default;

-- `cost` in fen. `foreign_id` is the platform's own, by which receipts find the row. `passed_over` are the other channels
-- that were asked, each with its reason.
alter table messaging.outbound
  add column cost int not null default 0,
  add column foreign_id text,
  add column passed_over jsonb not null default '[]';
create index outbound_foreign on messaging.outbound (channel, foreign_id) where foreign_id is not null;

-- Who waits for a second with room, and who went out by a channel in the last one.
create index outbound_paced on messaging.outbound (due_at) where state = 'queued' and reason = 'rate';
create index outbound_channel_pace on messaging.outbound (channel, handed_over_at) where handed_over_at is not null;
