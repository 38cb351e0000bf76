import { sql } from 'kysely';
import { inTransaction } from '../../../platform/db.ts';
import { getSetting } from '../../../platform/settings.ts';
import { type Sweep, sweep } from '../../../platform/sweeps.ts';
import type { BenefitKinds } from '../../benefits/index.ts';
import type { Person } from '../tables.ts';
import { growthRule } from './growth-rule.ts';
import { readLadder } from './ladder.ts';
import { lookAgain, type Why } from './look-again.ts';
import { moversAfter } from './would-move.ts';

/** Growth ends, a level's time is over, grace is over: whoever that concerns is looked at then, thousands at a time. */
export const followTime = (kinds: BenefitKinds): Sweep =>
  sweep({
    name: 'loyalty.levels-in-time',
    due: sql`(select min(due_at) from loyalty.standing where due_at is not null)`,
    run: async (ctx) =>
      inTransaction(ctx, async (ctx) => {
        const { rows } = await sql<Person>`
          select member_id, person_no from loyalty.standing
          where due_at <= ${ctx.now()} order by due_at, member_id limit ${AT_ONCE} for update skip locked
        `.execute(ctx.db);
        const { on } = await getSetting(ctx, growthRule);
        // While levels are off nothing moves; turning them on looks at everybody.
        if (!on) await sql`update loyalty.standing set due_at = null where due_at <= ${ctx.now()}`.execute(ctx.db);
        else await lookAgain(ctx, kinds, rows, 'time');
        return on ? rows.length : 0;
      }),
  });

/** After a change of the ladder whoever it moves is looked at once, in the order of ids; who stays is not touched. */
export const applyLadder = (kinds: BenefitKinds): Sweep =>
  sweep({
    name: 'loyalty.apply-ladder',
    due: sql`(select due_at from loyalty.ladder_pass)`,
    run: async (ctx) =>
      inTransaction(ctx, async (ctx) => {
        const { rows } = await sql<Pass>`
          select next_id, everybody, reason from loyalty.ladder_pass where due_at <= ${ctx.now()} for update skip locked
        `.execute(ctx.db);
        const [pass] = rows;
        if (!pass) return 0;
        const [ladder, rule] = [await readLadder(ctx), await getSetting(ctx, growthRule)];
        const movers = rule.on ? await moversAfter(ctx, ladder, pass, AT_ONCE) : [];
        await lookAgain(ctx, kinds, movers, pass.reason);
        const last = movers.at(-1);
        await (last && movers.length === AT_ONCE
          ? sql`update loyalty.ladder_pass set next_id = ${last.memberId}`
          : sql`delete from loyalty.ladder_pass`
        ).execute(ctx.db);
        return Math.max(1, movers.length);
      }),
  });

type Pass = {
  readonly nextId: string;
  readonly everybody: boolean;
  readonly reason: Extract<Why, 'rules' | 'rules_start'>;
};

const AT_ONCE = 2000;
