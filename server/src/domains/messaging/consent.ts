import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { findMembers } from '../members/index.ts';
import { nameOfApp } from './app-name.ts';
import type { Channel } from './channel.ts';
import { nameOfTemplate } from './template.ts';
import { needsToken } from './tokens.ts';

/** What a member still allows, template by template and app by app, on each channel that asks for it. */
export async function consentsOf(ctx: Ctx, channels: readonly Channel[], memberId: string) {
  const member = (await findMembers(ctx, [memberId])).get(memberId);
  const asking = channels.filter(needsToken);
  const { rows } = await sql<{
    channel: string;
    app: string;
    templateKey: string;
    remaining: number;
    refused: boolean;
    answered: boolean;
  }>`
    select t.channel, coalesce(c.app, '') as app, t.template_key, coalesce(sum(c.remaining), 0)::int as remaining,
      coalesce(bool_and(c.refused), false) as refused, count(c.person_no) > 0 as answered
    from messaging.content t
    left join messaging.consent c on c.template_key = t.template_key and c.channel = t.channel
      and c.person_no = ${member?.personNo ?? 0}
    where t.channel = any(${asking.map(({ name }) => name)}::text[])
    group by 1, 2, 3 order by 3, 1, 2
  `.execute(ctx.db);
  // Where nobody can be asked, what was not answered is no question either.
  const asked = new Set(asking.flatMap(({ name, idsToAsk }) => (idsToAsk ? [name] : [])));
  const shown = rows.filter(({ channel, answered }) => answered || asked.has(channel));
  return shown.map(({ app, refused, answered, ...row }) => ({
    ...row,
    state: stateOf({ ...row, refused, answered }),
    app: nameOfApp(ctx, app),
    title: nameOfTemplate(row.templateKey),
    channelWords: asking.find(({ name }) => name === row.channel)?.words ?? { zh: row.channel, en: row.channel },
  }));
}

/** As the gate asks: what is left counts, whatever she said last; `hasConsent` asks the same of all. */
function stateOf(she: { readonly remaining: number; readonly refused: boolean; readonly answered: boolean }) {
  if (she.remaining > 0) return 'left' as const;
  if (!she.answered) return 'never' as const;
  return she.refused ? ('refused' as const) : ('used_up' as const);
}
