import { sql } from 'kysely';
import type { Ctx } from '../../../../platform/ctx.ts';
import { channelNamed } from '../../channel.ts';
import { judgeMany } from '../../judge-many.ts';
import { type LateRefusal, refuseLate } from '../../refused-late.ts';
import { BUILT_IN } from '../../template.ts';
import { missAlike, writeAlike } from '../../told-alike.ts';
import { channels } from '../index.ts';
import { changeConsents, writeConsents } from '../subscribe/consent.ts';
import { linesOf } from '../subscribe/fields.ts';

const NOTICE = 'account_notice';

/** Her as a follower of an official account. */
type Her = { readonly personNo: number; readonly memberId: string; readonly app: string; readonly no: number };

/**
 * What official accounts are told of messages that went by them, handed to the accounts: what she allows, what did not arrive after all, and
 * which templates of the platform the shop's messages need.
 */
export const accountMessages = {
  /** Each needs a template of the account with these very fields; `service`: promotions go by no template message. */
  templates: () =>
    BUILT_IN.flatMap((template) => {
      const fields = linesOf(template).map(({ key }) => key);
      return fields.length === 0
        ? []
        : [{ key: template.key, name: template.name, service: template.kind === 'service', fields }];
    }),
  answered: async (ctx: Ctx, her: Her, given: readonly { readonly key: string; readonly accepted: boolean }[]) =>
    writeConsents(ctx, NOTICE, her, NOTICE, given),
  changed: async (ctx: Ctx, her: Her, changed: readonly { readonly key: string; readonly refused: boolean }[]) =>
    changeConsents(ctx, NOTICE, her, changed),
  undelivered,
  undeliveredNotice,
  judge: judgeMany,
  toldAll: writeAlike,
  missedAll: missAlike,
  byDay,
};

export type AccountMessages = typeof accountMessages;

/** What was asked to go by an account, by the day on which it was: sent, and opened. */
async function byDay(ctx: Ctx, app: string, from: Date, until: Date) {
  const { rows } = await sql<{ day: string; told: number; opened: number }>`
    select to_char(created_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as day,
      count(*) filter (where state in ('accepted', 'unknown'))::int as told, count(opened_at)::int as opened
    from messaging.outbound
    where starts_with(channel, 'account_') and app = ${app} and created_at >= ${from} and created_at < ${until} group by 1 order by 1
  `.execute(ctx.db);
  return rows;
}

/** By the platform's ids: each goes by the next channel. False: perhaps it is still being written down, whoever tells comes again. */
async function undelivered(
  ctx: Ctx,
  name: 'account_notice' | 'account_template' | 'account_mass',
  told: readonly LateRefusal[],
): Promise<boolean> {
  return refuseLate(ctx, { name, cost: 0, limits: channelNamed(channels, name)?.limits ?? [] }, told);
}

/** A notice is answered without an id: of those to her of this template (`of` begins their ids) the last is meant. */
async function undeliveredNotice(ctx: Ctx, personNo: number, of: string, error: string): Promise<boolean> {
  const { rows } = await sql<{ foreignId: string }>`
    select foreign_id from messaging.outbound
    where person_no = ${personNo} and channel = ${NOTICE} and starts_with(foreign_id, ${of}) and state in ('accepted', 'unknown')
    order by created_at desc, id desc limit 1
  `.execute(ctx.db);
  return undelivered(ctx, NOTICE, [{ foreignId: rows[0]?.foreignId ?? of, error }]);
}
