import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { giveAllBack } from '../../orders/index.ts';
import { activityErrors } from '../errors.ts';
import type { Her } from '../met.ts';
import { dissolveEmpty, findTeam, freePlaces, holdTeams, seatsOf } from './team.ts';

/**
 * She gives up her paid place while the team is open: her money goes back, the place is free, and where she led it the next one does. A
 * second press answers the same. Throws `activities.no_such_team`, `team_complete`, `team_over`.
 */
export async function leaveTeam(ctx: Ctx, her: Her, teamId: string): Promise<void> {
  const team = await findTeam(ctx, teamId);
  const hers = team && (await seatsOf(ctx, [team.no])).filter(({ personNo }) => personNo === her.personNo);
  const seat = hers?.find(({ state }) => state === 'paid');
  if (!team || !hers || hers.length === 0) throw activityErrors.error('no_such_team');
  if (seat === undefined) {
    if (hers.some(({ state }) => state === 'left')) return;
    throw activityErrors.error('team_over');
  }
  await inTransaction(ctx, async (ctx) => {
    // The order first, as everybody who holds both.
    await giveAllBack(ctx, seat.orderId, words('成团前退团', 'Left the team before it was complete'));
    const [now] = await holdTeams(ctx, [team.no]);
    if (now?.state === 'full') throw activityErrors.error('team_complete');
    const { rows } = await sql<{ activityNo: number }>`
      update activities.seat set state = 'left' where order_id = ${seat.orderId} and state = 'paid' returning activity_no
    `.execute(ctx.db);
    await freePlaces(
      ctx,
      rows.map(({ activityNo }) => activityNo),
    );
    await dissolveEmpty(ctx, [team.no]);
  });
}
