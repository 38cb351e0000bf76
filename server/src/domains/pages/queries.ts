import type { pageState } from '@huoshui/contracts/words/pages';
import { type RawBuilder, sql } from 'kysely';
import { type Counted, countUpTo } from '../../platform/count.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Block, PageRow, VersionRow } from './page.ts';
import type { PageKind } from './ports.ts';

const MOST_COUNTED = 10_000;
const PAGE = sql.raw('p.no, p.id, p.name, p.kind, p.blocks, p.saves, p.updated_at');
const VERSION = sql.raw(
  'v.page_no, v.version, v.saves, v.starts_at, v.ends_at, v.published_at, v.published_by, v.withdrawn_at, jsonb_array_length(v.blocks) as blocks',
);

/** False where another has the name. */
export async function insertPage(
  ctx: Ctx,
  { id, name, kind, blocks }: Pick<PageRow, 'id' | 'name' | 'kind' | 'blocks'>,
): Promise<boolean> {
  const { rows } = await sql`
    insert into pages.page (id, name, kind, blocks, created_at, updated_at)
    values (${id}, ${name}, ${kind}, ${JSON.stringify(blocks)}::jsonb, ${ctx.now()}, ${ctx.now()})
    on conflict (lower(name)) do nothing returning id
  `.execute(ctx.db);
  return rows.length > 0;
}

/** False where another has the name. */
export async function updatePage(ctx: Ctx, id: string, name: string, blocks: readonly Block[]): Promise<boolean> {
  const { rows } = await sql`
    update pages.page p set name = ${name}, blocks = ${JSON.stringify(blocks)}::jsonb, saves = p.saves + 1, updated_at = ${ctx.now()}
    where p.id = ${id} and not exists (select from pages.page o where lower(o.name) = lower(${name}) and o.id <> ${id}) returning id
  `.execute(ctx.db);
  return rows.length > 0;
}

export async function findPages(ctx: Ctx, ids: readonly string[]): Promise<ReadonlyMap<string, PageRow>> {
  const { rows } = await sql<PageRow>`
    select ${PAGE} from pages.page p where p.id = any(${[...new Set(ids)]}::text[])
  `.execute(ctx.db);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Held until the end of the transaction: of two who publish at once the second sees what the first has made. */
export async function holdPage(ctx: Ctx, id: string): Promise<PageRow | undefined> {
  const { rows } = await sql<PageRow>`select ${PAGE} from pages.page p where p.id = ${id} for no key update`.execute(
    ctx.db,
  );
  return rows[0];
}

/** The newest first. */
export async function versionsOf(
  ctx: Ctx,
  nos: readonly number[],
): Promise<ReadonlyMap<number, readonly VersionRow[]>> {
  const { rows } = await sql<VersionRow>`
    select ${VERSION} from pages.version v where v.page_no = any(${[...nos]}::int[]) order by v.page_no, v.version desc
  `.execute(ctx.db);
  return new Map(nos.map((no) => [no, rows.filter(({ pageNo }) => pageNo === no)]));
}

export async function blocksOfVersion(ctx: Ctx, no: number, version: number): Promise<readonly Block[] | null> {
  const { rows } = await sql<{ blocks: readonly Block[] }>`
    select blocks from pages.version where page_no = ${no} and version = ${version}
  `.execute(ctx.db);
  return rows[0]?.blocks ?? null;
}

type NewVersion = Pick<VersionRow, 'startsAt' | 'endsAt' | 'publishedBy'> & { readonly blocks: readonly Block[] };

/** The next version of a page that is held. */
export async function insertVersion(ctx: Ctx, page: PageRow, made: NewVersion): Promise<void> {
  await sql`
    insert into pages.version (page_no, version, blocks, saves, starts_at, ends_at, published_at, published_by)
    select ${page.no}, coalesce(max(v.version), 0) + 1, ${JSON.stringify(made.blocks)}::jsonb, ${page.saves}::int, ${made.startsAt}::timestamptz,
      ${made.endsAt}::timestamptz, ${ctx.now()}::timestamptz, ${made.publishedBy}::text
    from pages.version v where v.page_no = ${page.no}
  `.execute(ctx.db);
  await countStamp(ctx);
}

/** Of one version, or of all that are live or planned; false where none was. */
export async function withdrawVersions(ctx: Ctx, no: number, version: number | null): Promise<boolean> {
  const { rows } = await sql`
    update pages.version set withdrawn_at = ${ctx.now()}
    where page_no = ${no} and (${version}::int is null or version = ${version}) and withdrawn_at is null
      and (ends_at is null or ends_at > ${ctx.now()}) returning version
  `.execute(ctx.db);
  await countStamp(ctx);
  return rows.length > 0;
}

/** What is kept in memory is old from here on. */
export async function countStamp(ctx: Ctx): Promise<void> {
  await sql`update pages.stamp set stamp = stamp + 1`.execute(ctx.db);
}

export async function readStamp(ctx: Ctx): Promise<number> {
  const { rows } = await sql<{ stamp: number }>`select stamp from pages.stamp`.execute(ctx.db);
  return Number(rows[0]?.stamp ?? 0);
}

export type OpenVersion = Pick<VersionRow, 'version' | 'startsAt' | 'endsAt' | 'publishedAt'> & {
  readonly id: string;
  readonly name: string;
  readonly kind: PageKind;
  readonly blocks: readonly Block[];
};

/**
 * Versions that are open or will be: of a page without those that a later one without an end has taken the place of. What ended since is left to
 * whoever asks, who knows the moment.
 */
export async function readOpen(ctx: Ctx): Promise<readonly OpenVersion[]> {
  const { rows } = await sql<OpenVersion>`
    select p.id, p.name, p.kind, v.version, v.blocks, v.starts_at, v.ends_at, v.published_at
    from pages.version v join pages.page p on p.no = v.page_no
    where v.withdrawn_at is null and (v.ends_at is null or v.ends_at > ${ctx.now()}) and not exists (
      select from pages.version o where o.page_no = v.page_no and o.withdrawn_at is null and o.ends_at is null
        and o.starts_at <= ${ctx.now()} and (o.starts_at, o.version) > (v.starts_at, v.version)
    )
  `.execute(ctx.db);
  return rows;
}

export type PageAsk = {
  readonly q: string | null;
  readonly kind: PageKind | null;
  readonly state: keyof typeof pageState | null;
};

/** The newest first. */
export async function listRows(
  ctx: Ctx,
  ask: PageAsk & { readonly after: number | null; readonly limit: number },
): Promise<PageRow[]> {
  const { rows } = await sql<PageRow>`
    select ${PAGE} from pages.page p where ${matching(ctx, ask)} and (${ask.after}::int is null or p.no < ${ask.after})
    order by p.no desc limit ${ask.limit}
  `.execute(ctx.db);
  return rows;
}

export async function countRows(ctx: Ctx, ask: PageAsk): Promise<Counted> {
  return countUpTo(ctx, MOST_COUNTED, sql`select from pages.page p where ${matching(ctx, ask)}`);
}

function matching(ctx: Ctx, { q, kind, state }: PageAsk): RawBuilder<boolean> {
  return sql`(${q}::text is null or strpos(lower(p.name), lower(${q})) > 0) and (${kind}::text is null or p.kind = ${kind})
    and ${state === null ? sql`true` : sql`${stateSql(ctx)} = ${state}`}`;
}

/** As `stateOfPage` says it. */
function stateSql(ctx: Ctx): RawBuilder<string> {
  const now = ctx.now();
  return sql`(
    select case when count(*) = 0 then 'draft'
      when bool_or(v.withdrawn_at is null and v.starts_at <= ${now} and (v.ends_at is null or v.ends_at > ${now})) then 'live'
      when bool_or(v.withdrawn_at is null and v.starts_at > ${now}) then 'scheduled'
      when bool_and(v.withdrawn_at is not null) then 'withdrawn' else 'ended' end
    from pages.version v where v.page_no = p.no
  )`;
}

/** Pages whose blocks ask for a segment, as shoppers have them or as they are edited. */
export async function pagesOfSegment(ctx: Ctx, segmentId: string) {
  const { rows } = await sql<{ id: string; name: string }>`
    select p.id, p.name from pages.page p
    where jsonb_path_exists(p.blocks, '$[*].audience.who.**.segment ? (@ == $id)', jsonb_build_object('id', ${segmentId}::text))
      or exists (
        select from pages.version v where v.page_no = p.no and v.withdrawn_at is null and (v.ends_at is null or v.ends_at > ${ctx.now()})
          and jsonb_path_exists(v.blocks, '$[*].audience.who.**.segment ? (@ == $id)', jsonb_build_object('id', ${segmentId}::text))
      )
    order by p.no
  `.execute(ctx.db);
  return rows.map((row) => ({ kind: 'page' as const, ...row }));
}
