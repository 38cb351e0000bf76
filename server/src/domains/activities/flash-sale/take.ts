import type { Taking } from '@huoshui/contracts/words/flash-sales';
import { sql } from 'kysely';
import { MINUTE_MS } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { createGatherer } from '../../../platform/gather.ts';
import { newIds } from '../../../platform/ids.ts';
import type { ActivityRow } from '../activity.ts';
import { holdDay, leftToday } from '../capacity/capacity.ts';
import type { IsFor } from '../is-for.ts';
import type { LiveNow } from '../live.ts';
import { type Her, meet } from '../met.ts';
import { refusedTakes } from '../risk/guard-takes.ts';
import { noteSeenOf, type Seen } from '../risk/marks.ts';
import { decideTakes } from './decide.ts';
import { flashTermsOf, SESSION, type SessionRow, stockOfSessions, type TakeRow, takesOfPersons } from './session.ts';

/** More than so many wait at no moment: whoever comes then is told at once to tap again, and nobody waits longer than a second or two. */
const MOST_WAITING = 4000;

type Ports = { readonly live: LiveNow; readonly isFor: IsFor };
type Ask = Her & {
  readonly activityId: string;
  readonly skuId: string;
  readonly quantity: number;
  readonly seen: Seen;
};
export type Told = { readonly taking: Taking; readonly take: TakeRow | null };
type Of = { readonly ask: Ask; readonly activity: ActivityRow };

const told = (taking: Taking): Told => ({ taking, take: null });

/**
 * The rush, by group commit: whoever comes while a group is decided is decided with the next, in the order in which they came. A session is
 * one row that a group holds for some milliseconds, however many want its last piece and in however many processes; who gets none is told as soon as
 * who gets one.
 */
export function createTaking(ports: Ports): (ctx: Ctx, ask: Ask) => Promise<Told> {
  const gather = createGatherer<{ readonly ctx: Ctx; readonly ask: Ask }, Told>({
    lingerMs: 2,
    most: 500,
    // Two would wait for the same row.
    lanes: 1,
    isCertain: () => true,
    from: ({ ask }) => ask.memberId,
    work: async (group) => {
      const [first] = group;
      if (first === undefined) return [];
      return takeSome(
        { ...first.ctx, actor: { kind: 'system' } },
        ports,
        group.map(({ ask }) => ask),
      );
    },
  });
  let waiting = 0;
  return async (ctx, ask) => {
    if (waiting >= MOST_WAITING) return told('wait');
    waiting += 1;
    try {
      return await gather({ ctx, ask });
    } finally {
      waiting -= 1;
    }
  };
}

async function takeSome(ctx: Ctx, { live, isFor }: Ports, asks: readonly Ask[]): Promise<readonly Told[]> {
  const activities = new Map((await live(ctx)).map((one) => [one.id, one]));
  const answers = new Map<Ask, Told>();
  const asked: Of[] = [];
  // Whom it is for is asked before anything is held.
  for (const ask of asks) {
    const activity = activities.get(ask.activityId);
    if (activity === undefined || flashTermsOf(activity, activity.own) === null) answers.set(ask, told('over'));
    else if (!(await isFor(ctx, activity, ask.personNo))) answers.set(ask, told('not_for_her'));
    else asked.push({ ask, activity });
  }
  const open = await unrefused(ctx, asked, answers);
  if (open.length > 0)
    await inTransaction(ctx, async (ctx) => {
      for (const [activity, those] of byActivity(open))
        for (const [ask, answer] of await takeOfOne(ctx, activity, those)) answers.set(ask, answer);
    });
  return asks.map((ask) => answers.get(ask) ?? told('over'));
}

/** Whom the guard lets through, by what is known of her now; nothing is held meanwhile. */
async function unrefused(ctx: Ctx, asked: readonly Of[], answers: Map<Ask, Told>): Promise<readonly Of[]> {
  await noteSeenOf(
    ctx,
    asked.map(({ ask }) => ask),
  );
  const refused = await refusedTakes(
    ctx,
    asked.map(({ ask: { personNo }, activity: { no: activityNo } }) => ({ personNo, activityNo })),
  );
  return asked.filter(({ ask }, at) => {
    if (refused.has(at)) answers.set(ask, told('denied'));
    return !refused.has(at);
  });
}

/** In one order, so that no two groups wait for each other in a circle. */
function byActivity(asked: readonly Of[]): readonly (readonly [ActivityRow, readonly Ask[]])[] {
  const groups = new Map<ActivityRow, Ask[]>();
  for (const { ask, activity } of asked) groups.set(activity, [...(groups.get(activity) ?? []), ask]);
  return [...groups].sort(([a], [b]) => a.no - b.no);
}

async function takeOfOne(ctx: Ctx, activity: ActivityRow, asks: readonly Ask[]): Promise<ReadonlyMap<Ask, Told>> {
  const terms = flashTermsOf(activity, activity.own);
  const all = (taking: Taking) => new Map(asks.map((ask) => [ask, told(taking)]));
  if (terms === null) return all('over');
  await holdDay(ctx, activity);
  const session = await holdRunning(ctx, activity);
  if (typeof session === 'string') return all(session);
  const armOf = await meet(
    ctx,
    asks.map(({ memberId, personNo }) => ({ memberId, personNo, activity })),
  );
  const stock = await stockOfSessions(ctx, [session.no]);
  const had = await takesOfPersons(
    ctx,
    asks.map(({ personNo }) => personNo),
    [activity.no],
  );
  const hers = asks.filter(({ personNo }) => armOf(personNo, activity.no).treated);
  const verdicts = decideTakes(hers, {
    left: new Map(stock.map(({ skuId, unsold }) => [skuId, unsold])),
    had: had.map((one) => ({ ...one, kept: one.state === 'kept' && one.keepUntil > ctx.now() })),
    perOrder: terms.perOrder,
    perMember: terms.perMember,
    today: await leftToday(ctx, activity),
  });
  const served = hers.filter((_, at) => verdicts[at] === 'can');
  const keepUntil = new Date(ctx.now().getTime() + terms.payMinutes * MINUTE_MS);
  const fresh = await insert(ctx, session, served, {
    keepUntil,
    testers: served.map(({ personNo }) => armOf(personNo, activity.no).tester),
  });
  const keptFor = (ask: Ask) =>
    [...fresh, ...had].findLast(
      ({ personNo, skuId, state }) => personNo === ask.personNo && skuId === ask.skuId && state === 'kept',
    ) ?? null;
  const answers = all('not_for_her');
  for (const [at, ask] of hers.entries()) {
    const taking = verdicts[at] ?? 'sold_out';
    const take = taking === 'can' || taking === 'kept' ? keptFor(ask) : null;
    answers.set(ask, { taking: take === null ? taking : 'kept', take });
  }
  return answers;
}

/** The session that is on, held; or why there is none. */
async function holdRunning(ctx: Ctx, { no }: ActivityRow): Promise<SessionRow | 'early' | 'over'> {
  const { rows } = await sql<SessionRow>`
    select ${SESSION} from activities.flash_session s
    where s.activity_no = ${no} and s.starts_at <= ${ctx.now()} and s.ends_at > ${ctx.now()} and s.closed_at is null
    for no key update
  `.execute(ctx.db);
  const [session] = rows;
  if (session !== undefined) return session;
  const { rows: next } = await sql`
    select from activities.flash_session where activity_no = ${no} and starts_at > ${ctx.now()} and ends_at > starts_at limit 1
  `.execute(ctx.db);
  return next.length > 0 ? 'early' : 'over';
}

type Kept = { readonly keepUntil: Date; readonly testers: readonly boolean[] };

async function insert(
  ctx: Ctx,
  session: SessionRow,
  asks: readonly Ask[],
  { keepUntil, testers }: Kept,
): Promise<readonly TakeRow[]> {
  if (asks.length === 0) return [];
  const { rows } = await sql<TakeRow>`
    with taken as (
      insert into activities.flash_take as t (id, session_no, activity_no, sku_id, person_no, member_id, tester, units, state, taken_at, keep_until)
      select id, ${session.no}, ${session.activityNo}, sku_id, person_no, member_id, tester, units, 'kept', ${ctx.now()}, ${keepUntil}
      from unnest(${newIds('ftk', asks.length)}::text[], ${asks.map(({ skuId }) => skuId)}::text[],
        ${asks.map(({ personNo }) => personNo)}::int[], ${asks.map(({ memberId }) => memberId)}::text[],
        ${testers}::boolean[], ${asks.map(({ quantity }) => quantity)}::int[]) as n (id, sku_id, person_no, member_id, tester, units)
      returning t.*
    ), moved as (
      update activities.flash_stock s set unsold = s.unsold - n.units
      from (select sku_id, sum(units)::int as units from taken group by sku_id) n
      where s.session_no = ${session.no} and s.sku_id = n.sku_id
    )
    select * from taken order by no
  `.execute(ctx.db);
  return rows;
}
