import type { AddedState } from '@huoshui/contracts/words/activity-fission';
import { sql } from 'kysely';
import { MINUTE_MS } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { takeTurn } from '../../../platform/turn.ts';
import type { BenefitKinds } from '../../benefits/index.ts';
import { type EntryRow, entriesByNo, holdEntries } from '../entries.ts';
import { playOf } from '../plays.ts';
import { count, type Progress } from '../progress.ts';
import { findByNo, findTerms } from '../queries.ts';
import type { OwnCodes } from './own-codes.ts';
import { standingsOf } from './standing.ts';

export type AddedRow = {
  readonly external: string;
  readonly entryNo: number;
  readonly friendId: string;
  readonly known: boolean;
  readonly personNo: number | null;
  readonly firstAt: Date;
  readonly addedAt: Date;
  readonly lostAt: Date | null;
  readonly settleAt: Date;
  readonly lookAt: Date | null;
  readonly state: AddedState;
  readonly round: number;
};

export const ADDED = sql.raw(
  'd.external, d.entry_no, d.friend_id, d.known, d.person_no, d.first_at, d.added_at, d.lost_at, d.settle_at, d.look_at, d.state, d.round',
);

export type Ports = { readonly kinds: BenefitKinds; readonly codes: OwnCodes };

/** One after the other, whatever they are about: what is decided of one hangs on the others of the same person. */
export async function takeTurnsOf(ctx: Ctx, activityNos: readonly number[]): Promise<void> {
  await takeTurn(ctx, ...activityNos.map((no) => `activities.added ${no}`));
}

/**
 * Brings what these friends count for to how things stand: who left in time, turned out to be her own inviter or somebody who counts already
 * is counted back, and who is not so any more counts again. Whoever calls has the turn.
 */
export async function lookAtAdded(
  ctx: Ctx,
  { kinds, codes }: Ports,
  activityNo: number,
  externals: readonly string[],
): Promise<void> {
  const rows = await alike(ctx, codes, activityNo, externals);
  const entries = new Map(
    (
      await entriesByNo(
        ctx,
        rows.map(({ entryNo }) => entryNo),
      )
    ).map((entry) => [entry.no, entry]),
  );
  await holdEntries(ctx, [...entries.keys()]);
  const terms = await findTerms(ctx, [...entries.values()]);
  const activity = (await findByNo(ctx, [activityNo])).get(activityNo);
  const of = (entryNo: number) => {
    const entry = entries.get(entryNo);
    const adds = entry && activity && playOf(activity.play).adds?.(terms(entry.activityNo, entry.version).own);
    return { ownerNo: entry?.personNo ?? 0, newOnly: adds?.newOnly ?? true };
  };
  const standings = standingsOf(rows.map((row) => ({ ...row, ...of(row.entryNo) })));
  const moved = rows.flatMap((row) => {
    const state = standings.get(row.external) ?? row.state;
    return state === row.state ? [] : [{ ...row, was: row.state, state }];
  });
  await write(ctx, activityNo, rows, moved);
  await count(
    ctx,
    kinds,
    [...entries.values()],
    moved.flatMap((row): Progress[] => {
      const { external, entryNo, personNo, round } = row;
      const about = { entryNo, ...(personNo === null ? {} : { helperNo: personNo }) };
      if (row.state === 'counted') return [{ ...about, key: `add:${external}:${round}`, amount: 1, at: ctx.now() }];
      return row.was === 'counted' ? [{ entryNo, key: `back:${external}:${round}`, amount: -1, at: ctx.now() }] : [];
    }),
  );
  await waitForWindows(ctx, [...entries.values()], terms);
}

/** Nothing is given while a friend who makes it up may still be counted back: of so many friends, those whose windows end first. */
async function waitForWindows(
  ctx: Ctx,
  entries: readonly EntryRow[],
  terms: Awaited<ReturnType<typeof findTerms>>,
): Promise<void> {
  const tiers = entries.flatMap(({ no, activityNo, version }) =>
    terms(activityNo, version).values.tiers.map(({ at }, tier) => ({ no, tier, at })),
  );
  await sql`
    with windows as (
      select entry_no, settle_at, row_number() over (partition by entry_no order by settle_at) as nth from activities.added
      where entry_no = any(${entries.map(({ no }) => no)}::bigint[]) and state = 'counted'
    )
    update activities.reward r set due_at = w.settle_at + ${`${MINUTE_MS} milliseconds`}::interval
    from jsonb_to_recordset(${JSON.stringify(tiers)}::jsonb) as t (no bigint, tier int, at int)
    join windows w on w.entry_no = t.no and w.nth = t.at
    where r.entry_no = t.no and r.tier = t.tier and r.state = 'due' and r.due_at < w.settle_at + ${`${MINUTE_MS} milliseconds`}::interval
  `.execute(ctx.db);
}

/** These, and whoever else of the activity is one of the same persons; each as the person that she is now. */
async function alike(
  ctx: Ctx,
  codes: OwnCodes,
  activityNo: number,
  externals: readonly string[],
): Promise<readonly AddedRow[]> {
  const persons = await codes.personsOf(ctx, externals);
  const { rows } = await sql<AddedRow>`
    with asked as materialized (
      select external, person_no from activities.added where activity_no = ${activityNo} and external = any(${[...externals]}::text[])
    ), persons as (
      select person_no from asked where person_no is not null union select unnest(${[...persons.values()]}::int[])
    ), alike as materialized (
      select external from asked
      union select o.external from activities.added o join persons p on o.person_no = p.person_no where o.activity_no = ${activityNo}
    )
    select ${ADDED} from activities.added d join alike a using (external) where d.activity_no = ${activityNo}
    order by d.external for no key update of d
  `.execute(ctx.db);
  const now = await codes.personsOf(
    ctx,
    rows.map(({ external }) => external),
  );
  return rows.map((row) => ({ ...row, personNo: now.get(row.external) ?? null }));
}

type Moved = AddedRow & { readonly was: AddedState };

/** What counted and does not any more begins a new round, so that it may count again under a key of its own. */
async function write(ctx: Ctx, activityNo: number, rows: readonly AddedRow[], moved: readonly Moved[]): Promise<void> {
  const states = new Map(moved.map((row) => [row.external, row]));
  const told = rows.map(({ external, personNo, settleAt, state, round }) => {
    const now = states.get(external);
    return {
      ...{ external, person_no: personNo, state: now?.state ?? state },
      round: now?.was === 'counted' ? round + 1 : round,
      look_at: settleAt > ctx.now() ? settleAt.toISOString() : null,
    };
  });
  await sql`
    update activities.added d set person_no = n.person_no, state = n.state, round = n.round, look_at = n.look_at
    from jsonb_to_recordset(${JSON.stringify(told)}::jsonb) as n (external text, person_no int, state text, round int, look_at timestamptz)
    where d.activity_no = ${activityNo} and d.external = n.external
  `.execute(ctx.db);
}
