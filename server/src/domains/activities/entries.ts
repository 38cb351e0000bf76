import { sql } from 'kysely';
import { shanghaiDay } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { newIds } from '../../platform/ids.ts';
import type { ActivityRow } from './activity.ts';
import { boundsEntries, leftOn } from './capacity/capacity.ts';
import { activityJoined } from './events.ts';
import type { Her } from './met.ts';

export type EntryRow = {
  readonly no: number;
  readonly id: string;
  readonly activityNo: number;
  readonly personNo: number;
  readonly memberId: string;
  readonly version: number;
  readonly tester: boolean;
  readonly joinedAt: Date;
};

const COLUMNS = sql.raw('e.no, e.id, e.activity_no, e.person_no, e.member_id, e.version, e.tester, e.joined_at');

/** What she has in each of these activities. */
export async function entriesOf(
  ctx: Ctx,
  personNo: number,
  activities: readonly Pick<ActivityRow, 'no'>[],
): Promise<ReadonlyMap<number, EntryRow>> {
  const { rows } = await sql<EntryRow>`
    select ${COLUMNS} from activities.entry e
    where e.person_no = ${personNo} and e.activity_no = any(${activities.map(({ no }) => no)}::int[]) and e.behind is null
  `.execute(ctx.db);
  return new Map(rows.map((row) => [row.activityNo, row]));
}

/** Those of these that take part, by `keyOf`. */
export async function entriesOfMany(
  ctx: Ctx,
  who: readonly Pick<EntryRow, 'activityNo' | 'personNo'>[],
): Promise<ReadonlyMap<string, EntryRow>> {
  const { rows } = await sql<EntryRow>`
    select ${COLUMNS} from activities.entry e
    join (select distinct * from unnest(${who.map(({ activityNo }) => activityNo)}::int[], ${who.map(({ personNo }) => personNo)}::int[])
      as asked (activity_no, person_no)) as asked using (activity_no, person_no)
    where e.behind is null
  `.execute(ctx.db);
  return new Map(rows.map((row) => [keyOf(row), row]));
}

export async function entriesByNo(ctx: Ctx, nos: readonly number[]): Promise<readonly EntryRow[]> {
  const { rows } = await sql<EntryRow>`
    select ${COLUMNS} from activities.entry e where e.no = any(${[...new Set(nos)]}::bigint[]) order by e.no
  `.execute(ctx.db);
  return rows;
}

/** By what an invitation names; one of a record that became another is the survivor's. */
export async function findEntry(ctx: Ctx, id: string): Promise<EntryRow | undefined> {
  const { rows } = await sql<EntryRow>`
    select ${COLUMNS} from activities.entry asked join activities.entry e on e.no = coalesce(asked.behind, asked.no) where asked.id = ${id}
  `.execute(ctx.db);
  return rows[0];
}

/** As `findEntry`, by the ids that were asked for. */
export async function entriesById(ctx: Ctx, ids: readonly string[]): Promise<ReadonlyMap<string, EntryRow>> {
  const { rows } = await sql<EntryRow & { askedId: string }>`
    select asked.id as asked_id, ${COLUMNS} from activities.entry asked join activities.entry e on e.no = coalesce(asked.behind, asked.no)
    where asked.id = any(${[...new Set(ids)]}::text[])
  `.execute(ctx.db);
  return new Map(rows.map(({ askedId, ...entry }) => [askedId, entry]));
}

/** Held until the end of the transaction: whatever changes what counts for her comes one after the other. In one order. */
export async function holdEntries(ctx: Ctx, nos: readonly number[]): Promise<void> {
  await sql`
    select from activities.entry where no = any(${[...new Set(nos)]}::bigint[]) order by no for no key update
  `.execute(ctx.db);
}

type Joining = Her & { readonly activity: ActivityRow; readonly tester: boolean; readonly at: Date };

/**
 * These take part, each once, under the terms that hold now. Where places are counted, or what a day takes, one is taken for each in the order given; who
 * finds none is absent from the answer. By activity and person.
 */
export async function join(ctx: Ctx, who: readonly Joining[]): Promise<ReadonlyMap<string, EntryRow>> {
  const entries = new Map<string, EntryRow>();
  for (const [activity, asked] of byActivity(who)) {
    const fresh = await withoutEntry(ctx, activity, asked);
    const those = await withinDays(ctx, activity, fresh);
    const left = activity.places === null ? those.length : await takePlaces(ctx, activity, those.length);
    for (const entry of await insert(ctx, activity, those.slice(0, left))) entries.set(keyOf(entry), entry);
    const { rows } = await sql<EntryRow>`
      select ${COLUMNS} from activities.entry e
      where e.activity_no = ${activity.no} and e.person_no = any(${asked.map(({ personNo }) => personNo)}::int[]) and e.behind is null
    `.execute(ctx.db);
    for (const entry of rows) entries.set(keyOf(entry), entry);
  }
  return entries;
}

export const keyOf = ({ activityNo, personNo }: Pick<EntryRow, 'activityNo' | 'personNo'>) =>
  `${activityNo} ${personNo}`;

function byActivity(who: readonly Joining[]): ReadonlyMap<ActivityRow, readonly Joining[]> {
  const groups = new Map<number, Joining[]>();
  for (const one of who) groups.set(one.activity.no, [...(groups.get(one.activity.no) ?? []), one]);
  return new Map(
    [...groups]
      .sort(([a], [b]) => a - b)
      .flatMap(([, those]) => (those[0] ? [[those[0].activity, those] as const] : [])),
  );
}

/** Those for whom the day on which they begin has room, in the order given. The activity is held. */
async function withinDays(ctx: Ctx, activity: ActivityRow, who: readonly Joining[]): Promise<readonly Joining[]> {
  if (!boundsEntries(activity)) return who;
  const left = new Map<string, number>();
  for (const day of new Set(who.map(({ at }) => shanghaiDay(at))))
    left.set(day, (await leftOn(ctx, activity, day)) ?? who.length);
  return who.filter(({ at }) => {
    const day = shanghaiDay(at);
    const rest = left.get(day) ?? 0;
    left.set(day, rest - 1);
    return rest > 0;
  });
}

async function withoutEntry(ctx: Ctx, activity: ActivityRow, who: readonly Joining[]): Promise<Joining[]> {
  const { no, places } = activity;
  // Held where places are counted, or what a day takes, so that nobody takes two by pressing twice.
  if (places !== null || boundsEntries(activity))
    await sql`select from activities.activity where no = ${no} for no key update`.execute(ctx.db);
  const { rows } = await sql<{ personNo: number }>`
    select person_no from activities.entry
    where activity_no = ${no} and behind is null and person_no = any(${who.map(({ personNo }) => personNo)}::int[])
  `.execute(ctx.db);
  const known = new Set(rows.map(({ personNo }) => personNo));
  // Of two acts of hers it is the first that she takes part by.
  const once = new Map<number, Joining>();
  for (const one of who) if (!known.has(one.personNo) && !once.has(one.personNo)) once.set(one.personNo, one);
  return [...once.values()];
}

/** As many as there are, up to what is asked. */
async function takePlaces(ctx: Ctx, { no }: ActivityRow, wanted: number): Promise<number> {
  if (wanted === 0) return 0;
  const { rows } = await sql<{ got: number }>`
    with before as (select no, least(${wanted}::int, places - taken) as got from activities.activity where no = ${no} and state = 'live')
    update activities.activity a set taken = a.taken + before.got from before where a.no = before.no and before.got > 0
    returning before.got
  `.execute(ctx.db);
  return rows[0]?.got ?? 0;
}

async function insert(ctx: Ctx, activity: ActivityRow, who: readonly Joining[]): Promise<readonly EntryRow[]> {
  if (who.length === 0) return [];
  const { rows } = await sql<EntryRow>`
    with new as (
      insert into activities.entry as e (id, activity_no, person_no, member_id, version, tester, joined_at)
      select id, ${activity.no}, person_no, member_id, ${activity.version}, tester, at
      from unnest(${newIds('ent', who.length)}::text[], ${who.map(({ personNo }) => personNo)}::int[],
        ${who.map(({ memberId }) => memberId)}::text[], ${who.map(({ tester }) => tester)}::boolean[],
        ${who.map(({ at }) => at)}::timestamptz[]) as n (id, person_no, member_id, tester, at)
      on conflict (activity_no, person_no) where behind is null do nothing returning ${COLUMNS}
    ) select * from new
  `.execute(ctx.db);
  for (const { personNo, memberId, tester } of rows)
    if (!tester)
      ctx.emit(activityJoined, {
        personNo,
        payload: { memberId, activityId: activity.id, name: activity.name, play: activity.play },
      });
  return rows;
}
