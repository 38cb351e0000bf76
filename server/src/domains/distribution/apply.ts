import { randomInt } from 'node:crypto';
import { type Words, words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { newId } from '../../platform/ids.ts';
import { standings } from '../members/index.ts';
import { type DistributorRow, distributorsBy, distributorsOf, type Her } from './distributor.ts';
import { distributionErrors } from './errors.ts';
import { distributorApplied, distributorApproved } from './events.ts';
import { type Rules, readRules } from './rules.ts';

const ALPHABET = '23456789abcdefghjkmnpqrstvwxyz';
const CODE_LENGTH = 7;

/**
 * She asks to be a distributor. Whose customer she is brought her in. Who was refused may ask again; who was ended may not. Throws
 * `distribution.off`, `distribution.applied_already`.
 */
export async function applyAsDistributor(ctx: Ctx, her: Her, reason: string): Promise<void> {
  const rules = await readRules(ctx);
  if (!rules.on) throw distributionErrors.error('off');
  const passes = rules.join === 'rule' && (await missingOrders(ctx, rules, her)) === 0;
  const parentNo = await parentOf(ctx, her);
  const { rows } = await sql<{ id: string }>`
    insert into distribution.distributor as d (id, member_id, person_no, code, state, parent_no, reason, applied_at, decided_at)
    values (${newId('dst')}, ${her.memberId}, ${her.personNo}, ${newCode()}, ${passes ? 'active' : 'applied'}, ${parentNo}, ${reason},
      ${ctx.now()}, ${passes ? ctx.now() : null})
    on conflict (person_no) where behind_no is null do update set state = excluded.state, reason = excluded.reason, because = '',
      applied_at = excluded.applied_at, decided_at = excluded.decided_at, decided_by = null, parent_no = coalesce(d.parent_no, excluded.parent_no)
    where d.state = 'refused' returning id
  `.execute(ctx.db);
  const [made] = rows;
  if (made === undefined) throw distributionErrors.error('applied_already');
  const payload = { memberId: her.memberId, distributorId: made.id };
  ctx.emit(distributorApplied, { personNo: her.personNo, payload });
  if (passes) ctx.emit(distributorApproved, { personNo: her.personNo, payload });
}

/** Who was the first to bring her, if that one still is a distributor. */
async function parentOf(ctx: Ctx, { personNo }: Her): Promise<number | null> {
  const { rows } = await sql<{ distributorNo: number }>`
    select distributor_no from distribution.lock where person_no = ${personNo} and until > ${ctx.now()}
  `.execute(ctx.db);
  const [lock] = rows;
  const parent = lock === undefined ? undefined : await by(ctx, lock.distributorNo);
  return parent?.state === 'active' && parent.personNo !== personNo ? parent.no : null;
}

async function by(ctx: Ctx, no: number): Promise<DistributorRow | undefined> {
  return (await distributorsBy(ctx, [no])).get(no);
}

/** How many paid orders are missing before she passes by herself. */
async function missingOrders(ctx: Ctx, { joinOrders }: Rules, { personNo }: Her): Promise<number> {
  const has = (await standings.orderCounts(ctx, [personNo])).get(personNo) ?? 0;
  return Math.max(0, (joinOrders ?? 1) - has);
}

/** What she is told before she applies. */
export async function missingOf(ctx: Ctx, rules: Rules, her: Her): Promise<Words | null> {
  if (!rules.on || rules.join !== 'rule' || (await distributorsOf(ctx, [her.personNo])).has(her.personNo)) return null;
  const missing = await missingOrders(ctx, rules, her);
  if (missing === 0) return null;
  return words(
    `再下 ${missing} 单，申请就会自动通过；现在申请由店里审核`,
    `With ${missing} more paid ${missing === 1 ? 'order' : 'orders'} you pass at once; now the shop reviews it`,
  );
}

export function newCode(): string {
  return Array.from({ length: CODE_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
}
