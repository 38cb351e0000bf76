import { isDeepStrictEqual } from 'node:util';
import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { newId } from '../../platform/ids.ts';
import { describe } from '../benefits/index.ts';
import { cancelMessagesOf, releasing } from '../messaging/index.ts';
import { awaitNames } from './await-events.ts';
import { circlesOf, holdCircles } from './circles.ts';
import type { Definition } from './definition.ts';
import { endRuns } from './end-runs.ts';
import { journeyErrors } from './errors.ts';
import { giftsOf } from './gift-warnings.ts';
import { goOn, type Missed } from './go-on.ts';
import type { Kit } from './kit.ts';
import { moveRuns, type NodeMap } from './move-runs.ts';
import { readNames, tidy } from './names.ts';
import { dropOccasions, planOccasion } from './occasions.ts';
import { type Problem, problemsOf } from './problems.ts';
import { findJourney, type JourneyRecord, type Places, type Settings } from './queries.ts';

/** Make a journey as a draft, or live at once when `state` says so. Inside a transaction, as all of these. */
export async function createJourney(
  ctx: Ctx,
  kit: Kit,
  input: Made & { playbook?: string; state?: 'draft' | 'live' },
): Promise<JourneyRecord> {
  const definition = tidy(kit, input.definition);
  if (input.state === 'live') await refuseProblems(ctx, kit, definition);
  const { rows } = await sql<{ no: number; id: string }>`
    insert into journeys.journey (id, name, playbook, state, version, created_at, updated_at)
    values (${newId('jny')}, ${input.name}, ${input.playbook ?? null}, ${input.state ?? 'draft'}, 1, ${ctx.now()}, ${ctx.now()})
    on conflict do nothing returning no, id
  `.execute(ctx.db);
  const made = rows[0];
  if (!made) throw journeyErrors.error('playbook_running');
  await insertVersion(ctx, made.no, 1, { definition, settings: input.settings ?? null, places: input.places ?? {} });
  const journey = await mustFind(ctx, made.id);
  if (journey.state === 'live') await begin(ctx, kit, journey);
  return journey;
}

/** What a version is made of; `settings` where a playbook's values made the definition. */
type Made = {
  readonly name: string;
  readonly definition: Definition;
  readonly settings?: Settings | null;
  readonly places?: Places;
};

/**
 * A draft with the same steps and values: it takes no playbook's place, so it may run beside the one it was made from, with
 * arms of its own.
 */
export async function copyJourney(ctx: Ctx, kit: Kit, id: string, name: string): Promise<JourneyRecord> {
  const { definition, settings, places } = await mustFind(ctx, id);
  return createJourney(ctx, kit, { name, definition, settings, places });
}

/**
 * A draft is overwritten; anything that has been live gets a new version, and those under way keep theirs. A save that
 * changes no step makes none: the arms of a result are compared within versions.
 */
export async function editJourney(ctx: Ctx, kit: Kit, id: string, input: Made): Promise<JourneyRecord> {
  const journey = await mustFind(ctx, id);
  if (journey.state === 'ended') throw journeyErrors.error('wrong_state');
  const definition = tidy(kit, input.definition);
  if (journey.state === 'live') await refuseProblems(ctx, kit, definition, journey);
  const same = isDeepStrictEqual(definition, journey.definition);
  const version = journey.state === 'draft' || same ? journey.version : journey.version + 1;
  const settings = input.settings ?? (same ? journey.settings : null);
  const places = input.places ?? journey.places;
  if (version === journey.version)
    await sql`
      update journeys.version set definition = ${JSON.stringify(definition)}::jsonb, settings = ${jsonOf(settings)}::jsonb,
        places = ${JSON.stringify(places)}::jsonb
      where journey_no = ${journey.no} and version = ${version}
    `.execute(ctx.db);
  else await insertVersion(ctx, journey.no, version, { definition, settings, places });
  const { numAffectedRows } = await sql`
    update journeys.journey set name = ${input.name}, version = ${version}, updated_at = ${ctx.now()}
    where no = ${journey.no} and version = ${journey.version}
  `.execute(ctx.db);
  if (Number(numAffectedRows) === 0) throw journeyErrors.error('wrong_state');
  if (journey.state !== 'draft' && !isDeepStrictEqual(definition.trigger, journey.definition.trigger))
    await planOccasion(ctx, kit, { no: journey.no, definition });
  if (journey.state !== 'draft') await awaitNames(ctx, kit);
  return mustFind(ctx, id);
}

/** A moment that has passed already brings nobody in: whoever starts the journey is told. */
async function begin(ctx: Ctx, kit: Kit, journey: JourneyRecord): Promise<void> {
  await awaitNames(ctx, kit);
  if (await planOccasion(ctx, kit, journey)) return;
  const problem = { node: null, at: '', words: PASSED };
  throw journeyErrors.error('has_problems', { ...PASSED, problems: [problem] });
}

const PASSED = words('排定的时间已经过了，请另选一个', 'The set time has passed: choose another');

const ALLOWED: Readonly<Record<JourneyRecord['state'], readonly string[]>> = {
  draft: ['live', 'ended'],
  live: ['paused', 'ended'],
  paused: ['live', 'ended'],
  ended: [],
};

/**
 * Start, pause, go on, end. Paused: everyone waits where she is, messages too; ended: everyone leaves, waiting messages are
 * taken back. Going on with people who came in meanwhile takes a `missed`: throws `missed_undecided` without one.
 */
export async function setState(
  ctx: Ctx,
  kit: Kit,
  id: string,
  state: 'live' | 'paused' | 'ended',
  missed?: Missed,
): Promise<JourneyRecord> {
  if (state === 'live') await releasing.alone(ctx);
  const journey = await mustFind(ctx, id);
  if (!ALLOWED[journey.state].includes(state)) throw journeyErrors.error('wrong_state');
  if (state === 'live') await refuseProblems(ctx, kit, journey.definition, journey);
  const { numAffectedRows } = await sql`
    update journeys.journey set state = ${state}, updated_at = ${ctx.now()}
    where no = ${journey.no} and state = ${journey.state}
  `.execute(ctx.db);
  if (Number(numAffectedRows) === 0) throw journeyErrors.error('wrong_state');
  if (state === 'live' && journey.state === 'draft') await stampPublished(ctx, journey);
  if (state === 'live' && journey.state === 'draft') await begin(ctx, kit, journey);
  if (state === 'live' && journey.state === 'paused') await goOn(ctx, kit, journey, missed);
  if (state === 'ended') await dropOccasions(ctx, journey.no);
  if (state === 'ended') {
    await sendHome(ctx, journey);
    await awaitNames(ctx, kit);
  }
  return mustFind(ctx, id);
}

/** A draft is published by whoever lets it go live, and from then on. */
async function stampPublished(ctx: Ctx, { no, version }: JourneyRecord): Promise<void> {
  await sql`
    update journeys.version set published_at = ${ctx.now()}, published_by = ${whoActs(ctx)}
    where journey_no = ${no} and version = ${version}
  `.execute(ctx.db);
}

async function sendHome(ctx: Ctx, { no, id }: JourneyRecord): Promise<void> {
  const { rows } = await sql<{ id: number }>`
    select id from journeys.run where journey_no = ${no} and state = 'waiting'
  `.execute(ctx.db);
  await endRuns(
    ctx,
    rows.map((r) => r.id),
    'exited',
    words('旅程已结束', 'The journey has ended'),
  );
  await cancelMessagesOf(ctx, id, 'exited');
}

/** Bring those who wait in an older version (null: in any) over to the live one, by a map of nodes. */
export async function moveRunsOver(
  ctx: Ctx,
  kit: Kit,
  id: string,
  fromVersion: number | null,
  nodes: NodeMap,
): Promise<number> {
  return moveRuns(ctx, kit, await mustFind(ctx, id), fromVersion, nodes);
}

export async function mustFind(ctx: Ctx, id: string): Promise<JourneyRecord> {
  const journey = await findJourney(ctx, id);
  if (!journey) throw journeyErrors.error('not_found');
  return journey;
}

type Version = Required<Pick<Made, 'definition' | 'settings' | 'places'>>;

async function insertVersion(
  ctx: Ctx,
  journeyNo: number,
  version: number,
  { definition, settings, places }: Version,
): Promise<void> {
  await sql`
    insert into journeys.version (journey_no, version, definition, settings, places, published_at, published_by)
    values (${journeyNo}, ${version}, ${JSON.stringify(definition)}::jsonb, ${jsonOf(settings)}::jsonb,
      ${JSON.stringify(places)}::jsonb, ${ctx.now()}, ${whoActs(ctx)})
  `.execute(ctx.db);
}

/** Whoever does this, by her name in the console; empty where it is nobody there. */
export function whoActs({ actor }: Pick<Ctx, 'actor'>): string {
  return actor.kind === 'operator' ? actor.name : '';
}

const jsonOf = (settings: Settings | null): string | null => (settings === null ? null : JSON.stringify(settings));

/** Throws `has_problems` with all of them. */
export async function refuseProblems(ctx: Ctx, kit: Kit, definition: Definition, own?: Own): Promise<void> {
  await holdCircles(ctx, definition);
  const problems = await findProblems(ctx, kit, definition, own);
  const first = problems[0]?.words;
  if (first) throw journeyErrors.error('has_problems', { zh: first.zh, en: first.en, problems });
}

/** Whose definition it is: another journey may lead into it. */
type Own = Pick<JourneyRecord, 'id' | 'name'>;

export async function findProblems(ctx: Ctx, kit: Kit, definition: Definition, own?: Own): Promise<Problem[]> {
  const problems = problemsOf(kit, definition, await readNames(ctx, kit, definition));
  return [
    ...problems,
    ...(await circlesOf(ctx, kit, definition, own)),
    ...(await unboundedGifts(ctx, kit, definition)),
  ];
}

/** A budget pays for nothing of which nobody can say what it costs at most. */
async function unboundedGifts(ctx: Ctx, kit: Kit, { budgetId, nodes }: Definition): Promise<Problem[]> {
  if (budgetId === null) return [];
  const gifts = giftsOf(kit, nodes);
  const offered = await Promise.all(gifts.map(async ({ item }) => describe(ctx, kit.benefits, item)));
  return gifts.flatMap(({ node }, index): Problem[] => {
    const offer = offered[index];
    return offer && offer.most === null ? [{ node, at: 'benefit', words: UNBOUNDED }] : [];
  });
}

const UNBOUNDED = words(
  '没有封顶的权益不能用预算发放：请给券设最高优惠，或不选预算',
  'What has no cap cannot be given out of a budget: set the most it takes off, or choose no budget',
);
