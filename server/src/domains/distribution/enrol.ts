import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { newId } from '../../platform/ids.ts';
import { newCode } from './apply.ts';
import { distributorsOf, type Her } from './distributor.ts';
import { distributionErrors } from './errors.ts';
import { distributorApproved } from './events.ts';

export type Account = { readonly id: string; readonly code: string };

/**
 * She has an account from now on, whatever the shop's distributors are asked for: an application that waits, or was refused, is passed by it.
 * Repeatable. Throws `distribution.stopped` where the shop has suspended or ended her.
 */
export async function enrol(ctx: Ctx, { memberId, personNo }: Her): Promise<Account> {
  const { rows } = await sql<Account>`
    insert into distribution.distributor as d (id, member_id, person_no, code, state, applied_at, decided_at)
    values (${newId('dst')}, ${memberId}, ${personNo}, ${newCode()}, 'active', ${ctx.now()}, ${ctx.now()})
    on conflict (person_no) where behind_no is null do update set state = 'active', because = '', decided_at = excluded.decided_at
    where d.state in ('applied', 'refused') returning id, code
  `.execute(ctx.db);
  const [made] = rows;
  if (made !== undefined) {
    ctx.emit(distributorApproved, { personNo, payload: { memberId, distributorId: made.id } });
    return made;
  }
  const known = (await distributorsOf(ctx, [personNo])).get(personNo);
  if (known?.state !== 'active') throw distributionErrors.error('stopped');
  return { id: known.id, code: known.code };
}
