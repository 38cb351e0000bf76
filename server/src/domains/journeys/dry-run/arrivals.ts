import { restedSince } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import type { Definition } from '../definition.ts';
import { KEY, runKeyOf } from '../enter.ts';
import { findKind } from '../find-kind.ts';
import type { Kit } from '../kit.ts';
import { storedValues } from '../stored.ts';
import { whyOf } from '../trigger.ts';
import { countPast, readPast, type Stretch } from './past-facts.ts';

/** `runKey`: what tells her run apart from others of hers; `brought`: the order that brought her in. */
export type Arrived = {
  readonly personNo: number;
  readonly at: Date;
  readonly runKey: string;
  readonly brought: string | null;
};

/** So many arrivals are taken through one by one; of more, one person in so many. */
const MOST = 30_000;
/** Moments of a schedule that are looked at, the newest. */
const MOST_MOMENTS = 31;

/** Who would have come in, when; `told` false: what brings people in here is not kept in history. */
export async function readArrivals(
  ctx: Ctx,
  kit: Kit,
  definition: Definition,
  stretch: Stretch,
): Promise<{ readonly share: number; readonly arrivals: readonly Arrived[]; readonly told: boolean }> {
  const trigger = findKind(kit.triggers, definition.trigger.kind);
  if (!trigger) return { share: 1, arrivals: [], told: false };
  const values = storedValues(trigger.form, definition.trigger);
  if (trigger.comes) return byMoments(ctx, definition, trigger.comes, values, stretch);
  // What phones tell is taken in by names of its own, not as facts.
  if (trigger.awaits && trigger.awaits(values).length > 0) return { share: 1, arrivals: [], told: false };
  const names = trigger.on.map(({ type }) => type);
  // They come in at the end of that time, as they will when it is published: what waits for them lies ahead.
  const present = await presentAt(ctx, trigger, values, stretch.to);
  const share = shareOf((await countPast(ctx, names, stretch)) + (present?.length ?? 0));
  const past = await readPast(ctx, names, stretch, share);
  const found = [...past].flatMap(([personNo, facts]) =>
    facts.flatMap((fact, n) => {
      const arrival = trigger.entrantOf(values, fact);
      if (!arrival) return [];
      const { context } = arrival;
      const runKey = runKeyOf(definition.reentry, { context, entryKey: String(n) });
      return [{ personNo, at: fact.occurredAt, runKey, brought: context[KEY.order] ?? null }];
    }),
  );
  const there = (present ?? [])
    .filter((personNo) => personNo % share === 0)
    .map((personNo) => ({
      ...{ personNo, at: stretch.to, brought: null },
      runKey: runKeyOf(definition.reentry, { context: {}, entryKey: 'present' }),
    }));
  return { share, arrivals: keptOf(definition, [...there, ...found]), told: true };
}

/** So many would come in as soon as it is published; null where nobody is asked for. */
export async function countPresent(ctx: Ctx, kit: Kit, { trigger }: Definition): Promise<number | null> {
  const kind = findKind(kit.triggers, trigger.kind);
  const there = kind ? await presentAt(ctx, kind, storedValues(kind.form, trigger), ctx.now()) : null;
  return there?.length ?? null;
}

type Kind = Kit['triggers'][number];

async function presentAt(ctx: Ctx, { present }: Kind, values: Parameters<Kind['entrantOf']>[0], at: Date) {
  return present?.asked(values) ? present.whom(ctx, values, at) : null;
}

type Comes = NonNullable<Kit['triggers'][number]['comes']>;

async function byMoments(
  ctx: Ctx,
  definition: Definition,
  comes: Comes,
  values: Parameters<Comes['next']>[0],
  { from, to }: Stretch,
) {
  const moments: Date[] = [];
  for (let at = comes.next(values, new Date(from.getTime() - 1)); at && at < to; at = comes.next(values, at)) {
    moments.push(at);
    if (moments.length > 400) break;
  }
  // A schedule for everybody is each time the whole shop: numbers alone until it is known which of them are looked at.
  const came: { readonly at: Date; readonly persons: Uint32Array }[] = [];
  for (const at of moments.slice(-MOST_MOMENTS))
    came.push({ at, persons: Uint32Array.from(await comes.whom(ctx, values, at)) });
  const share = shareOf(came.reduce((sum, { persons }) => sum + persons.length, 0));
  const arrivals: Arrived[] = [];
  for (const { at, persons } of came) {
    const { context } = await whyOf(ctx, comes, values, at);
    const runKey = runKeyOf(definition.reentry, { context, entryKey: at.toISOString() });
    for (const personNo of persons) if (personNo % share === 0) arrivals.push({ personNo, at, runKey, brought: null });
  }
  return { share, arrivals: keptOf(definition, arrivals), told: true };
}

const shareOf = (count: number): number => Math.max(1, Math.ceil(count / MOST));

/** Coming in again, as it is counted over history: never, or not within so many days of the last time; of each key by itself. */
function keptOf({ reentry }: Definition, arrivals: readonly Arrived[]): readonly Arrived[] {
  const last = new Map<string, number>();
  return [...arrivals]
    .sort((one, other) => one.at.getTime() - other.at.getTime())
    .filter(({ personNo, runKey, at }) => {
      const key = `${personNo} ${runKey}`;
      const before = last.get(key);
      if (
        before !== undefined &&
        (reentry.kind === 'never' || before >= restedSince(at, reentry.cooldownDays).getTime())
      )
        return false;
      last.set(key, at.getTime());
      return true;
    });
}
