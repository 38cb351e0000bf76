import { join } from 'node:path';
import type { TrialPlan } from '@huoshui/contracts/trial';
import { addDays, shanghaiDay } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { rehearsables } from '../journeys/index.ts';
import type { Found } from './claims.ts';
import { outcomeOf } from './outcome.ts';
import { assume, fitCrowd, readShopFigures } from './personas/fit.ts';
import type { RehearsalRow, Step } from './queries.ts';
import { readWorld, type WorldFigures } from './read-world.ts';
import { createScratch, type WorldName } from './scratch/databases.ts';
import { playWorld } from './stage.ts';

export type At = { readonly step: Step; readonly done: number };

/**
 * Rehearse: fit the crowd, set up both worlds, play one and then the other, add up. The databases stay for whoever called to drop.
 *
 * @throws what keeps it from being played, as an error of rehearsals; the reason of `signal` where it is called off
 */
export async function play(
  ctx: Ctx,
  asked: RehearsalRow,
  signal: AbortSignal,
  report: (at: At) => void,
): Promise<Found> {
  const began = performance.now();
  const days = asked.weeks * 7;
  report({ step: 'fitting', done: 0 });
  const shop = await readShopFigures(ctx, days);
  const assumptions = await assume(ctx, shop, asked);
  const crowd = await fitCrowd(ctx, shop, { seed: asked.seed, shoppers: asked.shoppers, days });
  const journeys = (await rehearsables.live(ctx)).filter((id) => id !== asked.journeyId);
  const plan: Omit<TrialPlan, 'subject'> = {
    seed: asked.seed,
    days,
    personas: crowd.personas,
    opens: assumptions.opens.percent / 100,
    response: assumptions.response.percent / 100,
    leavesCart: crowd.leavesCart,
    allowsMessages: crowd.allowsMessages,
    journeys,
  };
  signal.throwIfAborted();
  report({ step: 'preparing', done: 0 });
  const firstDay = addDays(shanghaiDay(ctx.now()), 1);
  const scratch = await createScratch(ctx, asked.id);
  const world = async (name: WorldName, before: number): Promise<WorldFigures> => {
    report({ step: name, done: before });
    const told = await playWorld({
      databaseUrl: scratch.postgres(name),
      clickhouseUrl: scratch.events(name),
      folder: join(ctx.config.dataDir, 'rehearsals', `${asked.id}-${name}`),
      plan: { ...plan, subject: name === 'with' ? subjectOf(asked) : null },
      signal,
      onDay: (day) => report({ step: name, done: before + day }),
      log: (line) => ctx.log.debug({ rehearsal: asked.id, world: name }, line),
    });
    return readWorld(scratch.postgres(name), told, days);
  };
  // With it first: what cannot be published is found before anybody has waited for the other.
  const played = await world('with', 0);
  const without = await world('without', days);
  report({ step: 'counting', done: 2 * days });
  const seconds = Math.round((performance.now() - began) / 1000);
  const result = outcomeOf({ crowd, seed: asked.seed, days, firstDay, with: played, without, seconds });
  return { assumptions, result };
}

function subjectOf({ journeyId, playbook, values }: RehearsalRow): TrialPlan['subject'] {
  if (journeyId !== null) return { kind: 'journey', id: journeyId };
  return playbook === null ? null : { kind: 'playbook', key: playbook, values: values ?? {} };
}
