import { joinWords, words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { getSetting } from '../../platform/settings.ts';
import { findMembers } from '../members/index.ts';
import { readBalance } from './balance.ts';
import { writeEntries } from './entries.ts';
import { loyaltyErrors } from './errors.ts';
import { pointsAdjusted } from './events.ts';
import { spend } from './exchange.ts';
import { holdAccounts, repay } from './lots.ts';
import { endOf } from './points.ts';
import { pointsRule } from './points-rule.ts';
import type { Person } from './tables.ts';

type Adjustment = { readonly points: number; readonly reason: string; readonly said?: string | undefined };

/**
 * An operator gives points, or takes some that may be spent, for a reason of the shop's own; `said` is what the member reads.
 * Throws `loyalty.member_not_found`, `no_points`, `too_few_points`.
 */
export async function adjustPoints(ctx: Ctx, id: string, { points, reason, said }: Adjustment) {
  if (points === 0) throw loyaltyErrors.error('no_points');
  return inTransaction(ctx, async (ctx) => {
    const member = (await findMembers(ctx, [id])).get(id);
    if (member === undefined) throw loyaltyErrors.error('member_not_found', { id });
    const person = { memberId: member.id, personNo: member.personNo };
    const owed = await holdAccounts(ctx, [person]);
    const key = newId('pta');
    if (points < 0) await spend(ctx, person, -points);
    else {
      await insertGiven(ctx, person, points);
      await repay(ctx, owed);
    }
    const text = said?.trim();
    const note =
      text || (points > 0 ? words('商家赠送', 'A gift of the shop') : words('商家扣除', 'Deducted by the shop'));
    await writeEntries(ctx, [{ ...person, key, kind: points > 0 ? 'given' : 'deducted', points, note }]);
    ctx.emit(pointsAdjusted, {
      personNo: person.personNo,
      payload: { memberId: person.memberId, points, because: causeOf(ctx, reason.trim()) },
    });
    return readBalance(ctx, person.memberId);
  });
}

async function insertGiven(ctx: Ctx, { memberId, personNo }: Person, points: number): Promise<void> {
  const { days } = await getSetting(ctx, pointsRule);
  await sql`
    insert into loyalty.lot (id, member_id, person_no, points, rest, usable, usable_at, expires_at, created_at)
    values (${newId('lot')}, ${memberId}, ${personNo}, ${points}, ${points}, true, ${ctx.now()}, ${endOf(ctx.now(), days)},
      ${ctx.now()})
  `.execute(ctx.db);
}

function causeOf({ actor }: Ctx, reason: string) {
  if (actor.kind !== 'operator') return { kind: 'system', id: 'system', label: reason };
  return { kind: 'operator', id: actor.id, label: joinWords([actor.name, reason], words('：', ': ')) };
}
