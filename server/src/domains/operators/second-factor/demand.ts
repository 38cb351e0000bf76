import { sql } from 'kysely';
import type { Ctx, Role } from '../../../platform/ctx.ts';
import { getSetting, putSetting } from '../../../platform/settings.ts';
import { changedRules, type Rules, secondFactorRules } from './rules.ts';

export type Demand = Pick<Rules, 'roles' | 'graceDays'> & {
  /** Of each role: its active accounts, and how many of them have no second factor. */
  accounts: { readonly role: Role; readonly all: number; readonly without: number }[];
};

/** Of whom a second factor is asked, and how many that would be. */
export async function readDemand(ctx: Ctx): Promise<Demand> {
  const { roles, graceDays } = await getSetting(ctx, secondFactorRules);
  const { rows } = await sql<Demand['accounts'][number]>`
    select r.role, count(o.id)::int as all, (count(o.id) filter (where f.secret is null))::int as without
    from unnest(array['owner', 'operator', 'viewer']) with ordinality as r (role, n)
    left join operators.operator o on o.role = r.role and not o.disabled
    left join operators.second_factor f on f.operator_id = o.id
    group by r.role, r.n order by r.n
  `.execute(ctx.db);
  return { roles, graceDays, accounts: rows };
}

export async function changeDemand(ctx: Ctx, change: Pick<Rules, 'roles' | 'graceDays'>): Promise<Demand> {
  await putSetting(ctx, secondFactorRules, changedRules(await getSetting(ctx, secondFactorRules), change, ctx.now()));
  return readDemand(ctx);
}
