import type { RouteOut } from '@huoshui/contracts/contract';
import type { messagingContract } from '@huoshui/contracts/messaging';
import { valuesOf } from '@huoshui/contracts/words';
import { type AskMoment, askMoment } from '@huoshui/contracts/words/messaging';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Channel } from './channel.ts';
import { readTemplates } from './content-store.ts';
import { BUILT_IN, type BuiltIn } from './template.ts';

/**
 * What is going to be sent to one person by what runs in the shop: a row for each message, with the name of what sends it.
 * Handed in by `domains.ts`, since who sends stands above.
 */
export type Wanted = (
  ctx: Ctx,
) => Promise<readonly { readonly template: string; readonly channel: string; readonly by: string }[]>;

type Asks = RouteOut<(typeof messagingContract)['GET /api/shop/asks']>;

/** Days for which whoever has just refused is left alone with what is not about her own order. */
const REST_DAYS = 14;

/** One dialog of WeChat asks for three at most. Source: wx.requestSubscribeMessage, 2026-11. */
const AT_ONCE = 3;

/**
 * What she is asked to allow after each act: notices about what she just did, and of the rest exactly what something that
 * runs is going to send, as far as she has not allowed it as often already. All moments at once: the dialog opens in the very
 * tap, where there is no time to ask us.
 */
export async function asksOf(
  ctx: Ctx,
  channels: readonly Channel[],
  wanted: Wanted,
  her: { readonly personNo: number; readonly account: { readonly no: number; readonly app: string } },
): Promise<Asks> {
  const sends = await wanted(ctx);
  const enabled = new Set((await readTemplates(ctx)).filter(({ enabled }) => enabled).map(({ key }) => key));
  const moments = new Map<AskMoment, Asks['moments'][string]>();
  for (const { name, idsToAsk } of channels) {
    if (!idsToAsk) continue;
    const ids = await idsToAsk(ctx, her.account.app);
    const allowed = await allowedBy(ctx, her, name);
    const left = (key: string) => allowed.get(key)?.remaining ?? 0;
    const needs = ({ key }: BuiltIn) =>
      sends.filter(({ template, channel }) => template === key && channel === name).length > left(key) &&
      !(allowed.get(key)?.rests ?? false);
    const asked = BUILT_IN.filter(
      (one) => ids[one.key] && enabled.has(one.key) && (one.kind === 'service' || needs(one)),
    );
    for (const moment of valuesOf(askMoment)) {
      const here = asked.flatMap(({ key, kind, ask }) =>
        ask?.at.includes(moment) ? [{ key, kind, templateId: ids[key] ?? '', title: ask.title, text: ask.text }] : [],
      );
      // About her own order first; then what she has least of.
      here.sort((a, b) => Number(a.kind === 'marketing') - Number(b.kind === 'marketing') || left(a.key) - left(b.key));
      if (here.length > 0)
        moments.set(
          moment,
          here.slice(0, AT_ONCE).map(({ kind: _, ...one }) => one),
        );
    }
  }
  return { moments: Object.fromEntries(moments) };
}

async function allowedBy(
  ctx: Ctx,
  { personNo, account }: { readonly personNo: number; readonly account: { readonly no: number } },
  channel: string,
): Promise<ReadonlyMap<string, { readonly remaining: number; readonly rests: boolean }>> {
  const { rows } = await sql<{ key: string; remaining: number; rests: boolean }>`
    select template_key as key, remaining,
      refused and updated_at > ${ctx.now()}::timestamptz - make_interval(days => ${REST_DAYS}) as rests
    from messaging.consent
    where person_no = ${personNo} and channel = ${channel} and account = ${account.no}
  `.execute(ctx.db);
  return new Map(rows.map(({ key, ...one }) => [key, one]));
}
