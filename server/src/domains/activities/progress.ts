import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { MINUTE_MS } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { type BenefitKinds, revokeGiven } from '../benefits/index.ts';
import { type ActivityRow, choosesUntil, dueAt } from './activity.ts';
import { giftsOf } from './activity-form.ts';
import type { EntryRow } from './entries.ts';
import { activityReached } from './events.ts';
import { settleMs } from './fission/standing.ts';
import { playOf } from './plays.ts';
import { findByNo, findTerms } from './queries.ts';
import { grantKey, tierKey } from './rewards.ts';
import { dropSuspects } from './risk/suspects.ts';

/** What counts for an entry, by what happened; `amount` in the unit of its play, below zero for what goes back. */
export type Progress = {
  readonly entryNo: number;
  readonly key: string;
  readonly amount: number;
  readonly helperNo?: number;
  readonly new?: boolean;
  /** The order that it tells of, and how many fen of it came (above zero) or went back. */
  readonly of?: { readonly orderId: string; readonly fen: number };
  readonly at: Date;
};

/**
 * Counts these, each once for ever, and moves the tiers of their entries along: what is reached now is due at its time, what is reached no
 * more is not given, or is to be taken back. The entries are held. Answers what was new, as `<entry> <key>`.
 */
export async function count(
  ctx: Ctx,
  kinds: BenefitKinds,
  entries: readonly EntryRow[],
  progress: readonly Progress[],
): Promise<ReadonlySet<string>> {
  if (progress.length === 0) return new Set();
  const { rows } = await sql<{ entryNo: number; key: string }>`
    insert into activities.progress (entry_no, key, amount, helper_no, new, order_id, fen, at)
    select * from unnest(${progress.map((one) => one.entryNo)}::bigint[], ${progress.map(({ key }) => key)}::text[],
      ${progress.map(({ amount }) => amount)}::int[], ${progress.map(({ helperNo = null }) => helperNo)}::int[],
      ${progress.map((one) => one.new ?? false)}::boolean[], ${progress.map(({ of }) => of?.orderId ?? null)}::text[],
      ${progress.map(({ of }) => of?.fen ?? null)}::int[], ${progress.map(({ at }) => at)}::timestamptz[])
    on conflict (entry_no, key) do nothing returning entry_no, key
  `.execute(ctx.db);
  const fresh = new Set(rows.map(({ entryNo, key }) => `${entryNo} ${key}`));
  const moved = new Set(rows.map(({ entryNo }) => entryNo));
  await moveTiers(
    ctx,
    kinds,
    entries.filter(({ no }) => moved.has(no)),
  );
  return fresh;
}

/** What each of these has, by what counts for her. */
export async function sumsOf(ctx: Ctx, entryNos: readonly number[]): Promise<ReadonlyMap<number, number>> {
  const { rows } = await sql<{ entryNo: number; sum: number }>`
    select entry_no, sum(amount)::int as sum from activities.progress where entry_no = any(${[...entryNos]}::bigint[]) group by entry_no
  `.execute(ctx.db);
  return new Map(rows.map(({ entryNo, sum }) => [entryNo, sum]));
}

type Standing = {
  readonly entry: EntryRow;
  readonly activity: ActivityRow;
  readonly tier: number;
  readonly reached: boolean;
  readonly due: Date;
};

async function moveTiers(ctx: Ctx, kinds: BenefitKinds, entries: readonly EntryRow[]): Promise<void> {
  if (entries.length === 0) return;
  const standings = await standingsOf(ctx, entries);
  await reach(
    ctx,
    standings.filter((one) => one.reached),
  );
  await fallBelow(
    ctx,
    kinds,
    standings.filter((one) => !one.reached),
  );
}

async function standingsOf(ctx: Ctx, entries: readonly EntryRow[]): Promise<readonly Standing[]> {
  const nos = entries.map(({ no }) => no);
  const [sums, won, terms, activities] = [
    await sumsOf(ctx, nos),
    await drawsWon(ctx, nos),
    await findTerms(ctx, entries),
    await findByNo(
      ctx,
      entries.map(({ activityNo }) => activityNo),
    ),
  ];
  return entries.flatMap((entry) => {
    const activity = activities.get(entry.activityNo);
    if (activity === undefined) return [];
    const { values, own } = terms(entry.activityNo, entry.version);
    const adds = playOf(activity.play).adds?.(own);
    // Nothing is given while a friend who makes it up may be counted back; looked at then, she is given it a minute later.
    const open = adds === undefined ? ctx.now() : new Date(ctx.now().getTime() + settleMs(adds) + MINUTE_MS);
    const whenOpen = (due: Date) => (due < open ? open : due);
    const sum = sums.get(entry.no) ?? 0;
    const due = whenOpen(dueAt(activity, values, ctx.now()));
    const draws = (won.get(entry.no) ?? []).map((tier) => ({ at: tier + 1, tier, due }));
    const tiers = values.tiers.map((of, tier) => ({
      ...{ at: of.at, tier },
      due: giftsOf(of).length > 1 ? whenOpen(choosesUntil(activity, values, ctx.now())) : due,
    }));
    return [...tiers, ...draws].map(({ at, ...one }) => ({ entry, activity, ...one, reached: sum >= at }));
  });
}

/** Draws that won, by their number less one: each stands while she has as many chances. */
async function drawsWon(ctx: Ctx, entryNos: readonly number[]): Promise<ReadonlyMap<number, readonly number[]>> {
  const { rows } = await sql<{ entryNo: number; tiers: number[] }>`
    select entry_no, array_agg(tier) as tiers from activities.reward
    where entry_no = any(${[...entryNos]}::bigint[]) and gift is not null group by entry_no
  `.execute(ctx.db);
  return new Map(rows.map(({ entryNo, tiers }) => [entryNo, tiers]));
}

async function reach(ctx: Ctx, standings: readonly Standing[]): Promise<void> {
  if (standings.length === 0) return;
  const { rows } = await sql<{ entryNo: number; tier: number }>`
    insert into activities.reward as r (entry_no, tier, state, reached_at, due_at)
    select no, tier, 'due', ${ctx.now()}, due from unnest(${standings.map(({ entry }) => entry.no)}::bigint[],
      ${standings.map(({ tier }) => tier)}::int[], ${standings.map(({ due }) => due)}::timestamptz[]) as n (no, tier, due)
    on conflict (entry_no, tier) do update set state = 'due', due_at = excluded.due_at, reached_at = excluded.reached_at,
      settled_at = null, chosen = null, trouble = null, cleared = r.cleared and r.state <> 'taken_back', round = r.round + case when r.state = 'taken_back' then 1 else 0 end
      where r.state in ('cancelled', 'taken_back')
    returning r.entry_no, r.tier
  `.execute(ctx.db);
  const news = new Set(rows.map(({ entryNo, tier }) => `${entryNo} ${tier}`));
  for (const { entry, activity, tier } of standings) {
    const drawn = playOf(activity.play).draws !== undefined;
    if (entry.tester || drawn || !news.has(`${entry.no} ${tier}`)) continue;
    const { id: activityId, name, play } = activity;
    const payload = { memberId: entry.memberId, activityId, name, play, reached: tier + 1 };
    ctx.emit(activityReached, { personNo: entry.personNo, payload });
  }
}

/** What was not given yet is not given; what was is taken back, as far as it is still there. */
async function fallBelow(ctx: Ctx, kinds: BenefitKinds, standings: readonly Standing[]): Promise<void> {
  if (standings.length === 0) return;
  const { rows } = await sql<{ entryNo: number; tier: number; round: number; state: string }>`
    update activities.reward r set settled_at = ${ctx.now()}, state = case when r.state = 'given' then 'taken_back' else 'cancelled' end
    from unnest(${standings.map(({ entry }) => entry.no)}::bigint[], ${standings.map(({ tier }) => tier)}::int[]) as n (no, tier)
    where r.entry_no = n.no and r.tier = n.tier and r.state in ('due', 'held', 'refused', 'denied', 'given')
    returning r.entry_no, r.tier, r.round, r.state
  `.execute(ctx.db);
  await dropSuspects(
    ctx,
    rows.map(({ entryNo, tier, round }) => ({ entryNo, key: tierKey(tier, round) })),
  );
  for (const { entryNo, tier, round } of rows.filter(({ state }) => state === 'taken_back')) {
    const of = standings.find(({ entry }) => entry.no === entryNo);
    if (of === undefined) continue;
    const label = words(`活动「${of.activity.name}」的进度退回`, `Fell below a tier of “${of.activity.name}”`);
    await revokeGiven(ctx, kinds, {
      keyPrefixes: [grantKey(of.entry.id, tier, round)],
      because: { kind: 'activity', id: of.activity.id, label },
    });
  }
}
