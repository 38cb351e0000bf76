import { sql } from 'kysely';
import { shanghaiDay } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { DomainError } from '../../../platform/errors.ts';
import { createGatherer } from '../../../platform/gather.ts';
import type { BenefitKinds } from '../../benefits/index.ts';
import { type ActivityRow, countsAt, dueAt } from '../activity.ts';
import { type EntryRow, entriesOfMany, holdEntries, join, keyOf } from '../entries.ts';
import { activityErrors } from '../errors.ts';
import { activityDrawn } from '../events.ts';
import type { IsFor } from '../is-for.ts';
import type { Her } from '../met.ts';
import { count } from '../progress.ts';
import { findActivities, findTerms } from '../queries.ts';
import { noteSeenOf, type Seen } from '../risk/marks.ts';
import { joiningsOf, refusalOf } from '../take-part.ts';
import { rollOf } from './chance.ts';
import { after, chancesOf, fall, type Left, mayDraw } from './decide.ts';
import { readSeed } from './seed.ts';
import { chanceOf, type Drawn, drawnBefore, freeKey, standingsOf } from './standing.ts';

type Ports = { readonly kinds: BenefitKinds; readonly isFor: IsFor };
type Ask = Her & { readonly id: string; readonly nonce: string; readonly seen: Seen };
type Answer = Drawn | DomainError;
/** Of one who takes part. */
type Of = { readonly ask: Ask; readonly activity: ActivityRow; readonly entry: EntryRow };

/**
 * She draws once; whoever does not take part yet does from here on. Draws that come at one moment are one transaction: their entries and the prizes are
 * held, so that a chance is used once however many phones press, and the last of a prize is won once; each is decided with those before it.
 * A `nonce` that was drawn before is answered as it was. Throws `activities.not_found`, `no_draws`, what `takePart` throws, `no_chance`, `enough_today`,
 * `won_enough`, `not_open`.
 */
export function createDrawing(ports: Ports): (ctx: Ctx, ask: Ask) => Promise<Drawn> {
  const gather = createGatherer<{ readonly ctx: Ctx; readonly ask: Ask }, Answer>({
    lingerMs: 2,
    most: 300,
    // Two would wait for the same prizes.
    lanes: 1,
    // What was written is found by its word.
    isCertain: () => true,
    from: ({ ask }) => ask.memberId,
    work: async (group) => {
      const [first] = group;
      if (first === undefined) return [];
      return drawSome(
        { ...first.ctx, actor: { kind: 'system' } },
        ports,
        group.map(({ ask }) => ask),
      );
    },
  });
  return async (ctx, ask) => {
    const answer = await gather({ ctx, ask });
    if (answer instanceof DomainError) throw answer;
    return answer;
  };
}

async function drawSome(ctx: Ctx, { kinds, isFor }: Ports, asks: readonly Ask[]): Promise<readonly Answer[]> {
  const activities = await findActivities(
    ctx,
    asks.map(({ id }) => id),
  );
  const answers = new Map<Ask, Answer>();
  const open: { readonly ask: Ask; readonly activity: ActivityRow }[] = [];
  for (const ask of asks) {
    const activity = activities.get(ask.id);
    if (activity === undefined || activity.state === 'draft')
      answers.set(ask, activityErrors.error('not_found', { id: ask.id }));
    else if (chanceOf(activity, activity.own) === undefined) answers.set(ask, activityErrors.error('no_draws'));
    else open.push({ ask, activity });
  }
  if (open.length > 0)
    await inTransaction(ctx, async (ctx) => {
      const mine = await entriesFor(ctx, isFor, open, answers);
      for (const [ask, answer] of await drawOf(ctx, kinds, mine)) answers.set(ask, answer);
    });
  return asks.map((ask) => answers.get(ask) ?? activityErrors.error('not_open'));
}

/** Who takes part, and who does from here on: where a day brings chances, so that nobody takes part for a draw that she has not. */
async function entriesFor(
  ctx: Ctx,
  isFor: IsFor,
  open: readonly Omit<Of, 'entry'>[],
  answers: Map<Ask, Answer>,
): Promise<readonly Of[]> {
  const who = open.map(({ ask: { personNo }, activity }) => ({ activityNo: activity.no, personNo }));
  const known = await entriesOfMany(ctx, who);
  const keyed = ({ ask, activity }: Omit<Of, 'entry'>) => keyOf({ activityNo: activity.no, personNo: ask.personNo });
  const fresh = open.filter((one) => !known.has(keyed(one)));
  const standing = await joiningsOf(
    ctx,
    isFor,
    fresh.map(({ ask, activity }) => ({ ...ask, activity })),
  );
  const joining = fresh.flatMap((one, at) => {
    const { joining: how = 'over', tester = false } = standing[at] ?? {};
    const may = how === 'can' && (chanceOf(one.activity, one.activity.own)?.free ?? 0) > 0;
    if (!may) answers.set(one.ask, how === 'can' ? activityErrors.error('no_chance') : refusalOf(how));
    return may ? [{ ...one.ask, activity: one.activity, tester, at: ctx.now() }] : [];
  });
  await noteSeenOf(ctx, joining);
  const joined = joining.length === 0 ? known : new Map([...known, ...(await join(ctx, joining))]);
  return open.flatMap((one): Of[] => {
    const entry = joined.get(keyed(one));
    if (entry === undefined && !answers.has(one.ask)) answers.set(one.ask, activityErrors.error('full'));
    return entry === undefined ? [] : [{ ...one, entry }];
  });
}

type New = Of & { readonly drawn: Drawn; readonly free: number | null };

async function drawOf(ctx: Ctx, kinds: BenefitKinds, all: readonly Of[]): Promise<ReadonlyMap<Ask, Answer>> {
  if (all.length === 0) return new Map();
  const nos = all.map(({ entry }) => entry.no);
  await holdEntries(ctx, nos);
  const known = await drawnBefore(
    ctx,
    all.map(({ ask: { nonce }, entry }) => ({ entryNo: entry.no, nonce })),
  );
  const standings = await standingsOf(ctx, nos);
  const terms = await findTerms(
    ctx,
    all.map(({ entry }) => entry),
  );
  const [left, seeds] = [await holdPrizes(ctx, all), await seedsOf(ctx, all)];
  const answers = new Map<Ask, Answer>();
  const fresh: New[] = [];
  for (const one of all) {
    const { ask, activity, entry } = one;
    const before = known.get(`${entry.no} ${ask.nonce}`);
    const chance = chanceOf(activity, terms(entry.activityNo, entry.version).own);
    const standing = standings.get(entry.no);
    if (before !== undefined) answers.set(ask, before);
    if (before !== undefined || chance === undefined || standing === undefined) continue;
    const may = countsAt(activity, ctx.now()) ? mayDraw(chance, standing) : 'not_open';
    if (may !== 'can') {
      answers.set(ask, activityErrors.error(may));
      continue;
    }
    const isFree = chancesOf(chance, standing).earned === 0;
    const n = standing.drawn + 1;
    const named = { activityId: activity.id, entryId: entry.id, n, nonce: ask.nonce };
    const roll = rollOf(seeds.get(activity.no) ?? '', named);
    const fell = fall(chance, left.get(activity.no) ?? new Map(), roll, standing.vain);
    const drawn: Drawn = { n, nonce: ask.nonce, roll, ...fell, at: ctx.now() };
    standings.set(entry.no, after(standing, { free: isFree, won: fell.prize !== null }));
    known.set(`${entry.no} ${ask.nonce}`, drawn);
    answers.set(ask, drawn);
    fresh.push({ ...one, drawn, free: isFree ? standing.freeUsed + 1 : null });
  }
  await write(ctx, kinds, fresh, terms);
  return answers;
}

/** What is left of the prizes of these activities, held: who has the last of one is decided by their rows. */
async function holdPrizes(ctx: Ctx, all: readonly Of[]): Promise<ReadonlyMap<number, Left>> {
  const { rows } = await sql<{ activityNo: number; place: number; left: number | null }>`
    select activity_no, place, stock - taken as left from activities.prize
    where activity_no = any(${[...new Set(all.map(({ activity }) => activity.no))]}::int[])
    order by activity_no, place for no key update
  `.execute(ctx.db);
  const left = new Map<number, Left>();
  for (const row of rows) left.set(row.activityNo, (left.get(row.activityNo) ?? new Map()).set(row.place, row.left));
  return left;
}

async function seedsOf(ctx: Ctx, all: readonly Of[]): Promise<ReadonlyMap<number, string>> {
  const seeds = new Map<number, string>();
  for (const no of new Set(all.map(({ activity }) => activity.no))) {
    const secret = await readSeed(ctx, no);
    if (secret === undefined) throw new Error(`activity ${no} is live and has no seed`);
    seeds.set(no, secret.seed);
  }
  return seeds;
}

type TermsOf = Awaited<ReturnType<typeof findTerms>>;

async function write(ctx: Ctx, kinds: BenefitKinds, fresh: readonly New[], terms: TermsOf): Promise<void> {
  if (fresh.length === 0) return;
  const day = shanghaiDay(ctx.now());
  const free = fresh.flatMap(({ entry, free: n }) =>
    n === null ? [] : [{ entryNo: entry.no, key: `${freeKey(day)}:${n}`, amount: 1, at: ctx.now() }],
  );
  const entries = [...new Map(fresh.map(({ entry }) => [entry.no, entry])).values()];
  await count(ctx, kinds, entries, free);
  const rows = fresh.map(({ activity, entry, drawn: { at: _, ...drawn } }) => {
    const { values, own } = terms(entry.activityNo, entry.version);
    const gift = drawn.prize === null ? null : (chanceOf(activity, own)?.prizes[drawn.prize]?.gift ?? '');
    return {
      ...{ entry_no: entry.no, activity_no: activity.no, ...drawn, gift },
      due_at: dueAt(activity, values, ctx.now()),
    };
  });
  await sql`
    with drawn as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as d (entry_no bigint, activity_no int, n int, nonce text,
        roll int, rolled int, prize int, sure boolean, gift text, due_at timestamptz)
    ), kept as (
      insert into activities.draw (entry_no, n, nonce, roll, rolled, prize, sure, at)
      select entry_no, n, nonce, roll, rolled, prize, sure, ${ctx.now()} from drawn
    ), promised as (
      insert into activities.reward (entry_no, tier, state, gift, reached_at, due_at)
      select entry_no, n - 1, 'due', gift, ${ctx.now()}, due_at from drawn where prize is not null
    )
    update activities.prize p set taken = p.taken + won.n
    from (select activity_no, prize, count(*)::int as n from drawn where prize is not null group by activity_no, prize) won
    where p.activity_no = won.activity_no and p.place = won.prize
  `.execute(ctx.db);
  for (const { activity, entry, drawn } of fresh) {
    if (entry.tester) continue;
    const { id: activityId, name, play } = activity;
    const payload = { memberId: entry.memberId, activityId, name, play, n: drawn.n, won: drawn.prize !== null };
    ctx.emit(activityDrawn, { personNo: entry.personNo, payload });
  }
}
