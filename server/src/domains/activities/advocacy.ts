import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';

type Deed = { readonly personNo: number; readonly key: string };

/** Teams that were completed since then, by who leads them now; whoever sent all of her own order back leads none. */
export async function teamsLed(ctx: Ctx, since: Date): Promise<readonly Deed[]> {
  const { rows } = await sql<Deed>`
    select s.person_no, t.id as key from activities.team t join activities.seat s on s.order_id = t.led_by
    where t.state = 'full' and t.ended_at >= ${since} and s.refunded_at is null and not s.tester
  `.execute(ctx.db);
  return rows;
}

/** Newcomers who took her invitation, or helped her, and had never been to the shop before; each by her own number. */
export async function newcomersBrought(ctx: Ctx, since: Date): Promise<readonly Deed[]> {
  const { rows } = await sql<Deed>`
    select e.person_no, i.person_no::text as key from activities.invite i join activities.entry e on e.no = i.entry_no
    where i.accepted_at >= ${since} and i.state not in ('refused', 'void') and not i.tester and not e.tester
    union
    select e.person_no, p.helper_no::text from activities.progress p join activities.entry e on e.no = p.entry_no
    where p.new and p.amount > 0 and p.helper_no is not null and p.at >= ${since} and not e.tester
  `.execute(ctx.db);
  return rows;
}

/** Orders of newcomers of hers of which something is kept. */
export async function ordersOfInvited(ctx: Ctx, since: Date): Promise<readonly Deed[]> {
  const { rows } = await sql<Deed>`
    select e.person_no, o.order_id as key from activities.invite_order o
    join activities.invite i on i.person_no = o.person_no join activities.entry e on e.no = i.entry_no
    where o.kept > 0 and o.paid_at >= ${since} and i.state not in ('refused', 'void') and not i.tester and not e.tester
  `.execute(ctx.db);
  return rows;
}
