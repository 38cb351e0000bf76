import type { distributorMove } from '@huoshui/contracts/words/distribution';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { lockDistributor } from './distributor.ts';
import { distributionErrors } from './errors.ts';
import { distributorApproved } from './events.ts';

type Review = { readonly outcome: 'approved' | 'refused'; readonly because: string };

/** Throws `distribution.not_found`, `distribution.not_waiting`. */
export async function reviewApplication(ctx: Ctx, id: string, { outcome, because }: Review): Promise<void> {
  const { no, state, personNo, memberId } = await lockDistributor(ctx, id);
  if (state !== 'applied') throw distributionErrors.error('not_waiting');
  await setState(ctx, no, outcome === 'approved' ? 'active' : 'refused', because);
  if (outcome === 'approved') ctx.emit(distributorApproved, { personNo, payload: { memberId, distributorId: id } });
}

type Move = { readonly to: keyof typeof distributorMove; readonly because: string };
const FROM: Readonly<Record<Move['to'], readonly string[]>> = {
  suspended: ['active'],
  active: ['suspended', 'ended'],
  ended: ['active', 'suspended'],
};

/**
 * Who is suspended or ended earns nothing new, and what she earned stays hers: it is released as it would be. While she is suspended she
 * cannot withdraw. Throws `distribution.not_found`, `distribution.not_from_here`.
 */
export async function moveDistributor(ctx: Ctx, id: string, { to, because }: Move): Promise<void> {
  const { no, state } = await lockDistributor(ctx, id);
  if (!FROM[to].includes(state)) throw distributionErrors.error('not_from_here');
  await setState(ctx, no, to, because);
}

async function setState(ctx: Ctx, no: number, state: string, because: string): Promise<void> {
  await sql`
    update distribution.distributor set state = ${state}, because = ${because.trim()}, decided_by = ${byWhom(ctx)}, decided_at = ${ctx.now()}
    where no = ${no}
  `.execute(ctx.db);
}

export function byWhom({ actor }: Ctx): string | null {
  return actor.kind === 'operator' ? actor.name : null;
}
