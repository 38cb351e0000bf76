import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { piece } from '../../platform/event-store/piece.ts';
import type { KeptTouches, Touches, TouchWindow } from '../../platform/touches.ts';

/** What accounts answer, to whoever asks: known as a member or not. */
const replies: Touches = {
  channels: [
    {
      name: 'account_reply',
      words: words('公众号回复', 'Reply of an account'),
      tells: { arrival: false, opening: false },
    },
  ],
  sources: [
    { name: 'account_rule', words: words('公众号规则', 'Rules of accounts'), to: (id) => `/account-rules/${id}` },
  ],
  told: {
    reached: (within) => piece`
SELECT person_no, ts, event_key, 'account_reply' AS channel, 'account_rule' AS asked, JSONExtractString(props, 'ruleId') AS cause,
  JSONExtractRaw(props, 'rule') AS label
FROM history_once AS events WHERE name = 'account.asked' AND source != 'sdk' AND JSONExtractString(props, 'outcome') = 'given' AND ${within}`,
  },
};

/** Members whom a broadcast reached are in the send log, as all others; here are followers whom nobody knows as members. */
const broadcasts: Touches = {
  sources: [
    {
      name: 'broadcast',
      words: words('公众号群发', 'Broadcasts of accounts'),
      to: (id) => `/account-broadcasts/${id}`,
    },
  ],
  kept: countUnknown,
};

export const accountTouches: readonly Touches[] = [replies, broadcasts];

/** As WeChat's report says, less who is known. */
async function countUnknown(ctx: Ctx, { from, until }: TouchWindow): Promise<readonly KeptTouches[]> {
  const { rows } = await sql<Omit<KeptTouches, 'label'> & { name: string }>`
    select to_char(m.at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as day, 'account_mass' as channel, 'broadcast' as asked, b.id as cause, b.name,
      greatest(0, coalesce(m.total, b.reach, 0) - b.members) as planned,
      case when m.state = 'failed' then 0 else greatest(0, coalesce(m.sent, b.reach, 0) - b.members) end as sent,
      0 as delivered, 0 as opened, 0 as held_out, 0 as cost
    from accounts.broadcast b join accounts.mass m on m.key = b.id where b.state = 'handed' and m.at >= ${from} and m.at < ${until}
  `.execute(ctx.db);
  return rows.map(({ name, ...row }) => ({ ...row, label: labelOf(name) }));
}

export const labelOf = (name: string) => words(`公众号群发「${name}」`, `Broadcast “${name}”`);
