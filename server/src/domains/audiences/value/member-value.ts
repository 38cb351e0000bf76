import { sql } from 'kysely';
import { addDays, shanghaiDay } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { readStandings } from '../standings.ts';
import type { Buying } from './buying.ts';
import { aliveOf, expectedOf } from './buying-model.ts';
import { readModel } from './value-model.ts';
import { HORIZONS } from './value-report.ts';
import { buyingOf, worthOfPurchase } from './worth.ts';

/** What the models say of one member; null where there is no model, or she has bought nothing that counts. */
export async function memberValue(ctx: Ctx, memberId: string) {
  const model = await readModel(ctx);
  const { rows } = await sql<{ personNo: number }>`
    select person_no from audiences.standing where member_id = ${memberId}
  `.execute(ctx.db);
  const [standing] = await readStandings(
    ctx,
    rows.map(({ personNo }) => personNo),
  );
  const today = shanghaiDay(ctx.now());
  const buying = standing && buyingOf(standing, today);
  if (model === null || !standing || !buying) return null;
  const worth = worthOfPurchase(model, standing);
  return {
    alive: aliveOf(model.buying, buying),
    /** If she is still there, she has bought again by this day as likely as not. */
    nextBy: addDays(today, Math.ceil(medianWait(model.buying, buying))),
    ahead: HORIZONS.map((days) => {
      const purchases = expectedOf(model.buying, buying, days);
      return { days, purchases, spent: Math.round(purchases * worth) };
    }),
  };
}

/** P(no purchase in t, while she is there) = ((α + T) ⁄ (α + T + t))^(r + x), which is a half at this t. */
function medianWait({ r, alpha }: { readonly r: number; readonly alpha: number }, { repeats, age }: Buying): number {
  return (alpha + age) * (2 ** (1 / (r + repeats)) - 1);
}
