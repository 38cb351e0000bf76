import { plainWords } from '@huoshui/contracts/words';
import { addDays, shanghaiDay } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { claimNext, finish } from './claims.ts';
import { outcomeOf } from './outcome.ts';
import { insertRehearsal } from './queries.ts';
import type { JourneyFigures, WorldFigures } from './read-world.ts';

/** A rehearsal that is over, of two people of whom one bought once more: for whoever looks at its page. */
export async function createRehearsal(ctx: Ctx, journeyId: string): Promise<string> {
  // At once, so that the lane of the shop finds none waiting.
  return inTransaction(ctx, async (ctx) => create(ctx, journeyId));
}

async function create(ctx: Ctx, journeyId: string): Promise<string> {
  const id = newId('reh');
  const [none, by] = [
    { version: null, saves: 3, playbook: null, values: null },
    { operatorId: 'system', operatorName: 'Ann' },
  ];
  const asked = { weeks: 1, shoppers: 20, seed: 1, opens: null, response: 5, digest: null };
  await insertRehearsal(ctx, { id, journeyId, name: plainWords('Rehearsed'), ...none, ...by, ...asked });
  const week = Array.from({ length: 7 }, (_, n) => n % 3);
  const world: WorldFigures = { orders: [1, 0], revenue: [8000, 0], couponMoney: 0, ordersByDay: week, journey: null };
  const persona = {
    joinedAgo: 9,
    joinsOn: null,
    orders: [],
    acts: [],
    buys: 0.1,
    first: { soon: 0.1, late: 0.1 },
    visits: 0.1,
    basketFen: 8000,
    categories: [],
    hours: [],
  };
  const result = outcomeOf({
    crowd: { members: 200, personas: [persona, persona], weights: [100, 100], joining: 0, lately: 90 },
    ...{ seed: 1, days: 7, firstDay: addDays(shanghaiDay(ctx.now()), 1), seconds: 41 },
    without: world,
    with: { ...world, orders: [1, 1], revenue: [8000, 7000], couponMoney: 1000, journey: answered(week) },
  });
  const assumptions = { opens: { percent: 20, from: 'usual' }, response: { percent: 5, from: 'chosen' } } as const;
  const claim = `test ${id}`;
  if ((await claimNext(ctx, claim)) !== id) throw new Error('another rehearsal waits');
  await finish(ctx, id, claim, { result, assumptions });
  return id;
}

function answered(week: readonly number[]): JourneyFigures {
  return {
    ...{
      entered: 2,
      heldOut: 1,
      parked: 0,
      coupons: 2,
      couponsUsed: 1,
      couponMoney: 1000,
      couponsLeft: 1,
      couponsOpen: 1000,
      points: 50,
    },
    ...{ pointsMoney: 50, otherMoney: 0, messages: 7, messageMoney: 0, opened: 2, todos: 7 },
    ...{
      messagesByDay: week,
      todosByDay: week,
      messagesByHour: Array.from({ length: 24 }, (_, n) => (n === 10 ? 7 : 0)),
    },
    ...{ suppressed: [{ reason: 'holdout', count: 1 }], spentOn: [0, 50], couponsOf: [0, 1000], messagesOf: [1, 6] },
  };
}
