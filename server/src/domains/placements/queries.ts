import type { placementKind, placementPage, placementState } from '@huoshui/contracts/words/placements';
import { type RawBuilder, sql } from 'kysely';
import { shanghaiDay } from '../../platform/calendar.ts';
import { type Counted, countUpTo } from '../../platform/count.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { PlacementRow } from './placement.ts';
import type { PlacementValues } from './placement-form.ts';

const MOST_COUNTED = 10_000;
const COLUMNS = sql.raw('p.no, p.id, p.name, p.kind, p.pages, p.state, p.priority, p.values, p.version, p.created_at');

/** False where another has the name. */
export async function insertPlacement(ctx: Ctx, id: string, values: PlacementValues): Promise<boolean> {
  const { name, kind, pages, priority, days } = values;
  const { rows } = await sql`
    insert into placements.placement (id, name, kind, pages, state, priority, first_day, last_day, values, created_at)
    values (${id}, ${name}, ${kind}, ${[...pages]}::text[], 'draft', ${priority}, ${days?.from ?? null}::date,
      ${days?.to ?? null}::date, ${JSON.stringify(values)}::jsonb, ${ctx.now()})
    on conflict (lower(name)) do nothing returning id
  `.execute(ctx.db);
  await countStamp(ctx);
  return rows.length > 0;
}

/** False where another has the name. Another share held out is another version. */
export async function updatePlacement(ctx: Ctx, id: string, values: PlacementValues): Promise<boolean> {
  const { name, pages, priority, days, holdout } = values;
  const { rows } = await sql`
    update placements.placement p set name = ${name}, pages = ${[...pages]}::text[], priority = ${priority},
      first_day = ${days?.from ?? null}::date, last_day = ${days?.to ?? null}::date, values = ${JSON.stringify(values)}::jsonb,
      version = p.version + case when (p.values ->> 'holdout')::int = ${holdout} then 0 else 1 end
    where p.id = ${id} and not exists (select from placements.placement o where lower(o.name) = lower(${name}) and o.id <> ${id})
    returning id
  `.execute(ctx.db);
  await countStamp(ctx);
  return rows.length > 0;
}

/** False where it has ended: that is for good. */
export async function setState(ctx: Ctx, id: string, state: PlacementRow['state']): Promise<boolean> {
  const { rows } = await sql`
    update placements.placement set state = ${state} where id = ${id} and state <> 'ended' returning id
  `.execute(ctx.db);
  await countStamp(ctx);
  return rows.length > 0;
}

/** What is kept in memory is old from here on. */
export async function countStamp(ctx: Ctx): Promise<void> {
  await sql`update placements.stamp set stamp = stamp + 1`.execute(ctx.db);
}

export async function findPlacements(ctx: Ctx, ids: readonly string[]): Promise<Map<string, PlacementRow>> {
  const { rows } = await sql<PlacementRow>`
    select ${COLUMNS} from placements.placement p where p.id = any(${[...new Set(ids)]}::text[])
  `.execute(ctx.db);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Whatever may be shown at some time, the first to go first. The stamp is read before: what changes meanwhile is read again. */
export async function readLive(ctx: Ctx): Promise<readonly PlacementRow[]> {
  const { rows } = await sql<PlacementRow>`
    select ${COLUMNS} from placements.placement p where p.state = 'live' order by p.priority desc, p.no desc
  `.execute(ctx.db);
  return rows;
}

export async function readStamp(ctx: Ctx): Promise<number> {
  const { rows } = await sql<{ stamp: number }>`select stamp from placements.stamp`.execute(ctx.db);
  return rows[0]?.stamp ?? 0;
}

/** Live or paused, with days in a window; without days they are always there and no plan. */
export async function readPlanned(ctx: Ctx, from: string, to: string): Promise<readonly PlacementRow[]> {
  const { rows } = await sql<PlacementRow>`
    select ${COLUMNS} from placements.placement p
    where p.state in ('live', 'paused', 'ended') and p.first_day <= ${to}::date and p.last_day >= ${from}::date order by p.no
  `.execute(ctx.db);
  return rows;
}

export type PlacementAsk = {
  readonly q: string | null;
  readonly state: keyof typeof placementState | null;
  readonly kind: keyof typeof placementKind | null;
  readonly page: keyof typeof placementPage | null;
};

/** The newest first. */
export async function listRows(
  ctx: Ctx,
  ask: PlacementAsk & { readonly after: number | null; readonly limit: number },
): Promise<PlacementRow[]> {
  const { rows } = await sql<PlacementRow>`
    select ${COLUMNS} from placements.placement p
    where ${matching(ctx, ask)} and (${ask.after}::int is null or p.no < ${ask.after})
    order by p.no desc limit ${ask.limit}
  `.execute(ctx.db);
  return rows;
}

export async function countRows(ctx: Ctx, ask: PlacementAsk): Promise<Counted> {
  return countUpTo(ctx, MOST_COUNTED, sql`select from placements.placement p where ${matching(ctx, ask)}`);
}

function matching(ctx: Ctx, { q, state, kind, page }: PlacementAsk): RawBuilder<boolean> {
  return sql`(${q}::text is null or strpos(lower(p.name || ' ' || coalesce(p.values ->> 'title', '')), lower(${q})) > 0)
    and (${kind}::text is null or p.kind = ${kind}) and (${page}::text is null or ${page} = any(p.pages))
    and ${state === null ? sql`true` : inState(ctx, state)}`;
}

/** To the day: hours after midnight of its last day are said by the row alone. */
function inState(ctx: Ctx, state: keyof typeof placementState): RawBuilder<boolean> {
  const today = sql`${shanghaiDay(ctx.now())}::date`;
  const over = sql`coalesce(p.last_day < ${today}, false)`;
  const early = sql`coalesce(p.first_day > ${today}, false)`;
  switch (state) {
    case 'draft':
      return sql`p.state = 'draft'`;
    case 'ended':
      return sql`(p.state = 'ended' or (p.state in ('live', 'paused') and ${over}))`;
    case 'paused':
      return sql`p.state = 'paused' and not ${over}`;
    case 'scheduled':
      return sql`p.state = 'live' and ${early}`;
    case 'live':
      return sql`p.state = 'live' and not ${early} and not ${over}`;
  }
}
