import { type Words, words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { dayStart, shanghaiDay } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { newId } from '../../platform/ids.ts';
import { formatYuan } from '../../platform/money.ts';
import { platformErrors } from '../../platform/platform-errors.ts';
import { distributorsOf } from './distributor.ts';
import { distributionErrors } from './errors.ts';
import { withdrawalAsked } from './events.ts';
import { holdDistributors, post } from './ledger.ts';
import { type Rules, readRules } from './rules.ts';

/**
 * She takes money out of her balance: it is out of it at once, and goes to WeChat, or waits for somebody who looks. Her row decides between
 * two at one moment. Throws `distribution.not_open`, `distribution.amount`, `distribution.too_little`, `distribution.day_limit`.
 */
export async function withdraw(ctx: Ctx, amount: number): Promise<string> {
  const { actor } = ctx;
  if (actor.kind !== 'member') throw platformErrors.error('sign_in_required');
  const rules = await readRules(ctx);
  const found = (await distributorsOf(ctx, [actor.personNo])).get(actor.personNo);
  if (found !== undefined) await holdDistributors(ctx, [found.no]);
  const hers = (await distributorsOf(ctx, [actor.personNo])).get(actor.personNo);
  if (!rules.withdraw || hers === undefined || (hers.state !== 'active' && hers.state !== 'ended'))
    throw distributionErrors.error('not_open');
  const [least, most] = [rules.withdrawLeast ?? 0, rules.withdrawMost ?? 0];
  if (amount < least || amount > most)
    throw distributionErrors.error('amount', { least: formatYuan(least), most: formatYuan(most) });
  if (amount > hers.balance) throw distributionErrors.error('too_little');
  const today = await takenToday(ctx, hers.no);
  if (today + amount > (rules.withdrawDay ?? 0))
    throw distributionErrors.error('day_limit', { most: formatYuan(rules.withdrawDay ?? 0) });
  const held = await doubtsOfWithdrawal(ctx, rules, { no: hers.no, amount });
  const id = newId('wdr');
  const { rows } = await sql<{ no: number }>`
    insert into distribution.withdrawal (id, distributor_no, app, openid, amount, state, held, due_at, asked_at)
    values (${id}, ${hers.no}, ${actor.account.app}, ${actor.account.openid}, ${amount}, ${held === null ? 'due' : 'review'},
      ${held === null ? null : JSON.stringify(held)}::jsonb, ${held === null ? ctx.now() : null}, ${ctx.now()}) returning no
  `.execute(ctx.db);
  await post(ctx, [
    {
      ...{ distributorNo: hers.no, key: `withdrawn:${id}`, kind: 'withdrawn', frozen: 0, balance: -amount },
      withdrawalNo: rows[0]?.no ?? 0,
    },
  ]);
  const payload = { memberId: hers.memberId, distributorId: hers.id, withdrawalId: id, amount };
  ctx.emit(withdrawalAsked, { personNo: hers.personNo, payload });
  return id;
}

/** Of today, less what came back. */
async function takenToday(ctx: Ctx, no: number): Promise<number> {
  const { rows } = await sql<{ sum: number }>`
    select coalesce(sum(amount), 0)::int as sum from distribution.withdrawal
    where distributor_no = ${no} and asked_at >= ${dayStart(shanghaiDay(ctx.now()))} and state not in ('failed', 'cancelled', 'refused')
  `.execute(ctx.db);
  return rows[0]?.sum ?? 0;
}

async function doubtsOfWithdrawal(
  ctx: Ctx,
  { withdrawReview }: Rules,
  { no, amount }: { readonly no: number; readonly amount: number },
): Promise<Words | null> {
  if (withdrawReview !== null && withdrawReview !== undefined && amount >= withdrawReview)
    return words(`不少于 ¥${formatYuan(withdrawReview)}`, `¥${formatYuan(withdrawReview)} or more`);
  const { rows } = await sql`
    select from distribution.commission where distributor_no = ${no} and state = 'frozen' and held is not null and judged_at is null limit 1
  `.execute(ctx.db);
  return rows.length === 0 ? null : words('她有佣金正在核实', 'Commissions of hers are held for review');
}
