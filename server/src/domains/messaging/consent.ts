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
  }>`
    select t.channel, coalesce(c.app, '') as app, t.template_key, coalesce(sum(c.remaining), 0)::int as remaining,
      coalesce(bool_and(c.refused), false) as refused
    from messaging.content t
    left join messaging.consent c on c.template_key = t.template_key and c.channel = t.channel
      and c.person_no = ${member?.personNo ?? 0}
    where t.channel = any(${asking.map(({ name }) => name)}::text[])
    group by 1, 2, 3 order by 3, 1, 2
  `.execute(ctx.db);
  return rows.map(({ app, ...row }) => ({
    ...row,
    app: nameOfApp(ctx, app),
    title: nameOfTemplate(row.templateKey),
    channelWords: asking.find(({ name }) => name === row.channel)?.words ?? { zh: row.channel, en: row.channel },
  }));
}
