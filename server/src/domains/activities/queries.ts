import type { ActivityPlay, ActivityState } from '@huoshui/contracts/words/activities';
import { type RawBuilder, sql } from 'kysely';
import { type Counted, countUpTo } from '../../platform/count.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { ActivityRow } from './activity.ts';
import { type CommonValues, type OwnValues, timesOf } from './activity-form.ts';

const MOST_COUNTED = 10_000;
/** What a play does not ask for it does not keep either. */
const TERMS = `'{"tiers": [], "places": null, "perDay": null, "pays": "at_once", "payDays": null, "budget": null}'::jsonb || t.values as values, t.values as own`;
const COLUMNS = sql.raw(`a.no, a.id, a.play, a.name, a.state, a.warm_at, a.starts_at, a.ends_at, a.version, ${TERMS},
  a.places, a.taken, a.stopped_at, a.stopped_because, a.settled_at, a.created_at`);
const FROM = sql.raw('activities.activity a join activities.terms t on t.activity_no = a.no and t.version = a.version');

/** False where another has the name. */
export async function insertActivity(
  ctx: Ctx,
  { id, play, values, own }: Pick<ActivityRow, 'id' | 'play' | 'values' | 'own'>,
): Promise<boolean> {
  const { warmAt, startsAt, endsAt } = timesOf(values);
  const { rows } = await sql`
    with made as (
      insert into activities.activity (id, play, name, state, warm_at, starts_at, ends_at, places, created_at)
      values (${id}, ${play}, ${values.name}, 'draft', ${warmAt}, ${startsAt}, ${endsAt}, ${values.places}, ${ctx.now()})
      on conflict (lower(name)) do nothing returning no
    )
    insert into activities.terms (activity_no, version, values, at)
    select no, 1, ${JSON.stringify(own)}::jsonb, ${ctx.now()} from made returning activity_no
  `.execute(ctx.db);
  await countStamp(ctx);
  return rows.length > 0;
}

/**
 * Other terms are another version. False where another has the name, it was stopped meanwhile, or as many take part already as it
 * would have places.
 */
export async function updateActivity(
  ctx: Ctx,
  { id, values, own }: Pick<ActivityRow, 'id' | 'values' | 'own'>,
): Promise<boolean> {
  const { warmAt, startsAt, endsAt } = timesOf(values);
  const { rows } = await sql`
    with changed as (
      update activities.activity a set name = ${values.name}, warm_at = ${warmAt}, starts_at = ${startsAt}, ends_at = ${endsAt},
        places = ${values.places}, version = a.version + 1, settled_at = null
      where a.id = ${id} and a.state <> 'stopped' and (${values.places}::int is null or a.taken <= ${values.places})
        and not exists (select from activities.activity o where lower(o.name) = lower(${values.name}) and o.id <> ${id})
      returning no, version
    )
    insert into activities.terms (activity_no, version, values, at)
    select no, version, ${JSON.stringify(own)}::jsonb, ${ctx.now()} from changed returning activity_no
  `.execute(ctx.db);
  await countStamp(ctx);
  return rows.length > 0;
}

/** What is kept in memory is old from here on. */
export async function countStamp(ctx: Ctx): Promise<void> {
  await sql`update activities.stamp set stamp = stamp + 1`.execute(ctx.db);
}

export async function findActivities(ctx: Ctx, ids: readonly string[]): Promise<Map<string, ActivityRow>> {
  const { rows } = await sql<ActivityRow>`
    select ${COLUMNS} from ${FROM} where a.id = any(${[...new Set(ids)]}::text[])
  `.execute(ctx.db);
  return new Map(rows.map((row) => [row.id, row]));
}

export async function findByNo(ctx: Ctx, nos: readonly number[]): Promise<Map<number, ActivityRow>> {
  const { rows } = await sql<ActivityRow>`
    select ${COLUMNS} from ${FROM} where a.no = any(${[...new Set(nos)]}::int[])
  `.execute(ctx.db);
  return new Map(rows.map((row) => [row.no, row]));
}

export type Terms = { readonly values: CommonValues; readonly own: OwnValues };

/** What members joined under, by activity and version. */
export async function findTerms(
  ctx: Ctx,
  asked: readonly { readonly activityNo: number; readonly version: number }[],
): Promise<(activityNo: number, version: number) => Terms> {
  const { rows } = await sql<Terms & { activityNo: number; version: number }>`
    select t.activity_no, t.version, ${sql.raw(TERMS)} from activities.terms t
    join (select distinct * from unnest(${asked.map((one) => one.activityNo)}::int[], ${asked.map((one) => one.version)}::int[])
      as asked (activity_no, version)) as asked using (activity_no, version)
  `.execute(ctx.db);
  const found = new Map(rows.map((row) => [`${row.activityNo} ${row.version}`, row]));
  return (activityNo, version) => {
    const terms = found.get(`${activityNo} ${version}`);
    if (terms === undefined) throw new Error(`terms ${version} of activity ${activityNo} were not asked for`);
    return terms;
  };
}

/** Those that may be shown or played at some time from now on. */
export async function readLive(ctx: Ctx): Promise<readonly ActivityRow[]> {
  const { rows } = await sql<ActivityRow>`
    select ${COLUMNS} from ${FROM} where a.state = 'live' and a.settled_at is null order by a.starts_at, a.no
  `.execute(ctx.db);
  return rows;
}

export async function readStamp(ctx: Ctx): Promise<number> {
  const { rows } = await sql<{ stamp: number }>`select stamp from activities.stamp`.execute(ctx.db);
  return rows[0]?.stamp ?? 0;
}

/** Not drafts, with days in a window. */
export async function readPlanned(ctx: Ctx, from: Date, to: Date): Promise<readonly ActivityRow[]> {
  const { rows } = await sql<ActivityRow>`
    select ${COLUMNS} from ${FROM} where a.state <> 'draft' and a.starts_at < ${to} and a.ends_at > ${from} order by a.no
  `.execute(ctx.db);
  return rows;
}

export type ActivityAsk = {
  readonly q: string | null;
  readonly play: ActivityPlay | null;
  readonly state: ActivityState | null;
};

/** The newest first. */
export async function listRows(
  ctx: Ctx,
  ask: ActivityAsk & { readonly after: number | null; readonly limit: number },
): Promise<ActivityRow[]> {
  const { rows } = await sql<ActivityRow>`
    select ${COLUMNS} from ${FROM} where ${matching(ctx, ask)} and (${ask.after}::int is null or a.no < ${ask.after})
    order by a.no desc limit ${ask.limit}
  `.execute(ctx.db);
  return rows;
}

export async function countRows(ctx: Ctx, ask: ActivityAsk): Promise<Counted> {
  return countUpTo(ctx, MOST_COUNTED, sql`select from activities.activity a where ${matching(ctx, ask)}`);
}

function matching(ctx: Ctx, { q, play, state }: ActivityAsk): RawBuilder<boolean> {
  return sql`(${q}::text is null or strpos(lower(a.name), lower(${q})) > 0) and (${play}::text is null or a.play = ${play})
    and ${state === null ? sql`true` : inState(ctx, state)}`;
}

function inState(ctx: Ctx, state: ActivityState): RawBuilder<boolean> {
  const now = ctx.now();
  switch (state) {
    case 'draft':
    case 'stopped':
      return sql`a.state = ${state}`;
    case 'scheduled':
      return sql`a.state = 'live' and a.warm_at > ${now}`;
    case 'warm_up':
      return sql`a.state = 'live' and a.warm_at <= ${now} and a.starts_at > ${now}`;
    case 'running':
      return sql`a.state = 'live' and a.starts_at <= ${now} and a.ends_at > ${now}`;
    case 'settling':
      return sql`a.state = 'live' and a.ends_at <= ${now} and a.settled_at is null`;
    case 'settled':
      return sql`a.state = 'live' and a.ends_at <= ${now} and a.settled_at is not null`;
  }
}
