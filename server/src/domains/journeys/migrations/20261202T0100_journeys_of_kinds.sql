-- A piece of a journey is a kind and its values; a node says its ways by name. What was stored is said in the new form, node
-- by node: keys, versions and so everyone under way stay as they are.
create function journeys.node_of_kind(node jsonb) returns jsonb language sql immutable as $$
  select jsonb_build_object('key', node->'key') || case node->>'kind'
    when 'wait' then jsonb_build_object('kind', 'wait', 'values', jsonb_build_object('period',
      coalesce((node->'duration'->>'days')::int, 0) * 1440 + coalesce((node->'duration'->>'hours')::int, 0) * 60
        + coalesce((node->'duration'->>'minutes')::int, 0)))
    when 'wait_until' then jsonb_build_object('kind', 'wait_until',
      'values', jsonb_build_object('minuteOfDay', node->'minuteOfDay'))
    when 'condition' then jsonb_build_object('kind', node->'condition'->'kind', 'values', (node->'condition') - 'kind')
    when 'message' then jsonb_build_object('kind', 'message',
      'values', jsonb_build_object('template', node->'templateKey', 'channels', node->'channels'))
    when 'grant' then jsonb_build_object('kind', 'grant', 'values', jsonb_build_object(
      'benefit', 'coupon:' || (node->>'couponTemplateId'), 'scope', node->'scope'))
    when 'tag' then jsonb_build_object('kind', 'tag', 'values', jsonb_build_object('tag', node->'tag', 'remove', node->'remove'))
    else jsonb_build_object('kind', node->'kind', 'values', '{}'::jsonb)
  end || jsonb_build_object('ways', case node->>'kind'
    when 'condition' then jsonb_build_object('yes', node->'yes', 'no', node->'no')
    when 'exit' then '{}'::jsonb
    else jsonb_build_object('next', node->'next')
  end)
$$;

update journeys.version set definition = definition || jsonb_build_object(
  'trigger', case definition->'trigger'->>'kind'
    when 'event' then jsonb_build_object('kind', replace(definition->'trigger'->>'event', '.', '_'), 'values',
      case when definition->'trigger'->>'event' = 'order.paid'
        then jsonb_build_object('firstOnly', coalesce((definition->'trigger'->>'firstOnly')::boolean, false))
        else '{}'::jsonb end)
    else jsonb_build_object('kind', 'stage_entered', 'values', jsonb_build_object('stage', definition->'trigger'->'stage'))
  end,
  'goal', case when jsonb_typeof(definition->'goal') = 'object'
    then jsonb_build_object('kind', 'order_paid', 'values', jsonb_build_object('withinDays', definition->'goal'->'withinDays'))
    else 'null'::jsonb end,
  'nodes', (select jsonb_agg(journeys.node_of_kind(node) order by place)
    from jsonb_array_elements(definition->'nodes') with ordinality as nodes (node, place))
);
drop function journeys.node_of_kind(jsonb);

-- A stay that something told may end: since when she listens, and the way she goes when it was told.
alter table journeys.run add column since timestamptz, add column way text;

-- The version she came in by: arms are compared within it, wherever an operator moved her since. Nobody wrote it down so
-- far: it is the one she is in, unless that was published after she came.
alter table journeys.run_info add column version int;
update journeys.run_info i set version = coalesce(
  case when v.published_at <= i.entered_at then r.version end,
  (select max(b.version) from journeys.version b where b.journey_no = i.journey_no and b.published_at <= i.entered_at),
  r.version
)
from journeys.run r join journeys.version v on v.journey_no = r.journey_no and v.version = r.version
where r.id = i.run_id;
alter table journeys.run_info alter column version set not null;

-- Reasons are said in both languages.
create function journeys.in_both(zh text) returns jsonb language sql immutable as $$
  select jsonb_build_object('zh', zh, 'en', case
    when zh ~ '^首单 .* 支付成功$' then regexp_replace(zh, '^首单 (.*) 支付成功$', 'First order \1 paid')
    when zh ~ '^订单 .* 支付成功$' then regexp_replace(zh, '^订单 (.*) 支付成功$', 'Order \1 paid')
    when zh ~ '^订单 .* 已收货$' then regexp_replace(zh, '^订单 (.*) 已收货$', 'Order \1 received')
    when zh ~ '^第 \d+ 版：' then regexp_replace(zh, '^第 (\d+) 版：(.*)$', 'Version \1: \2')
    when zh ~ ' → ' then replace(replace(replace(replace(replace(replace(zh,
      '未购买', 'Never bought'), '导入期', 'New'), '成长期', 'Growing'), '成熟期', 'Mature'), '低迷期', 'Declining'), '流失期', 'Lost')
    else case zh
      when '成为会员' then 'Became a member'
      when '领取优惠券' then 'Took a coupon'
      when '达成目标' then 'Reached the goal'
      when '按流程离开' then 'Left where the journey says so'
      when '走完全部步骤' then 'Went all the way'
      when '旅程已结束' then 'The journey has ended'
      when '与同一会员的另一次进入合并' then 'Joined with her other entry'
      else zh end
  end)
$$;
alter table journeys.run_info
  alter column because type jsonb using journeys.in_both(because),
  alter column outcome type jsonb using case when outcome is not null then journeys.in_both(outcome) end;
drop function journeys.in_both(text);

-- Triggers, goals and what is waited for are heard by one listener. It begins where the one that was behind stood: what
-- it hears again changes nothing, since entries, orders and conversions count once.
update platform.listener l set xid = behind.xid, id = behind.id
from (select xid, id from platform.listener where name in ('journeys.on-triggers', 'journeys.on-goal') order by xid, id limit 1)
  as behind
where l.name = 'journeys.on-triggers';
delete from platform.listener where name = 'journeys.on-goal';
