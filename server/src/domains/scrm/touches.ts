import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { piece } from '../../platform/event-store/piece.ts';
import type { KeptTouches, Touches, TouchWindow } from '../../platform/touches.ts';

/** What staff say, ask and send, and the welcome of those who add them. Mass messages to members are in the send log, as all others. */
export const staffTouches: readonly Touches[] = [
  {
    channels: [
      { name: 'welcome', words: words('好友欢迎语', 'Welcome of a friend'), tells: { arrival: false, opening: false } },
      { name: 'staff_chat', words: words('导购聊天', 'Chat of staff'), tells: { arrival: true, opening: false } },
    ],
    sources: [
      { name: 'contact_way', words: words('导购活码', 'Contact ways'), to: (id) => `/contact-ways/${id}` },
      { name: 'welcome', words: words('默认欢迎语', 'Default welcome') },
      { name: 'phone_list', words: words('手机号名单', 'Phone lists'), to: (id) => `/phone-lists/${id}` },
      { name: 'mass', words: words('群发', 'Mass sends'), to: (id) => `/mass-sends/${id}` },
      { name: 'staff', words: words('导购侧边栏', 'Sidebar of staff') },
    ],
    told: {
      reached: (within) => piece`
SELECT person_no, ts, event_key, if(name = 'friend.welcomed', 'welcome', 'staff_chat') AS channel, multiIf(name != 'friend.welcomed', 'staff', JSONExtractString(props, 'contactWayId') = '', 'welcome', 'contact_way') AS asked,
  JSONExtractString(props, 'contactWayId') AS cause, JSONExtractRaw(props, 'way') AS label
FROM history_once AS events WHERE name IN ('friend.welcomed', 'staff.sent') AND source != 'sdk' AND ${within}`,
    },
  },
  {
    channels: [
      { name: 'group_message', words: words('群消息', 'Message to a group'), tells: { arrival: true, opening: false } },
    ],
    kept: countUnknown,
  },
  {
    channels: [{ name: 'moment', words: words('朋友圈', 'Moments'), tells: { arrival: true, opening: true } }],
    sources: [{ name: 'moment', words: words('朋友圈任务', 'Moments of staff'), to: (id) => `/moments/${id}` }],
    // To whom it is shown WeCom says without saying when: only who came by it is before an order.
    told: {
      opened: (within) => piece`
SELECT person_no, ts, event_key, 'moment' AS channel, 'moment' AS asked, JSONExtractString(props, 'momentId') AS cause, JSONExtractRaw(props, 'moment') AS label
FROM history_once AS events WHERE name = 'moment.opened' AND source != 'sdk' AND ${within}`,
    },
    kept: countMoments,
  },
];

/** As WeCom says to whom it is shown, and who came by its link. */
async function countMoments(ctx: Ctx, { from, until }: TouchWindow): Promise<readonly KeptTouches[]> {
  const { rows } = await sql<Omit<KeptTouches, 'label'> & { name: string }>`
    select to_char(m.started_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as day, 'moment' as channel, 'moment' as asked, m.id as cause, m.name,
      m.planned, m.shown as sent, m.shown as delivered, (select count(*)::int from scrm.moment_open o where o.moment_no = m.no) as opened,
      0 as held_out, 0 as cost
    from scrm.moment m where m.started_at >= ${from} and m.started_at < ${until}
  `.execute(ctx.db);
  return rows.map(({ name, ...row }) => ({ ...row, label: words(`朋友圈「${name}」`, `Moment “${name}”`) }));
}

/** Groups, and customers whom nobody knows as members, are in no send log. One group is one message, however many read it. */
async function countUnknown(ctx: Ctx, { from, until }: TouchWindow): Promise<readonly KeptTouches[]> {
  const { rows } = await sql<Omit<KeptTouches, 'label'> & { name: string }>`
    select to_char(m.started_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as day,
      case when m.values->>'to' = 'groups' then 'group_message' else 'wecom' end as channel, 'mass' as asked, m.id as cause, m.name,
      count(*) filter (where t.state <> 'left_out')::int as planned, count(*) filter (where t.state = 'sent')::int as sent,
      count(*) filter (where t.state = 'sent')::int as delivered, 0 as opened, 0 as held_out, 0 as cost
    from scrm.mass m join scrm.mass_target t on t.mass_no = m.no and t.person_no is null
    where m.origin = 'operator' and m.started_at >= ${from} and m.started_at < ${until} group by m.id
  `.execute(ctx.db);
  return rows.map(({ name, ...row }) => ({ ...row, label: words(`群发「${name}」`, `Mass send “${name}”`) }));
}
