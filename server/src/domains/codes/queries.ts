import type { Words } from '@huoshui/contracts/words';
import type { codeKind, codePlace, codeState } from '@huoshui/contracts/words/codes';
import { type RawBuilder, sql } from 'kysely';
import { addDays, dayStart } from '../../platform/calendar.ts';
import { type Counted, countUpTo } from '../../platform/count.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inHerStores } from '../../platform/her-stores.ts';
import type { CodeValues } from './code-form.ts';

export type CodeRow = {
  readonly id: string;
  readonly scene: string;
  readonly kind: keyof typeof codeKind;
  readonly place: keyof typeof codePlace;
  readonly name: string;
  readonly channel: string;
  readonly storeId: string | null;
  readonly values: CodeValues;
  readonly endsAt: Date | null;
  readonly archivedAt: Date | null;
  readonly picture: string | null;
  readonly link: string | null;
  readonly linkEndsAt: Date | null;
  readonly dueAt: Date | null;
  readonly tries: number;
  readonly trouble: Words | null;
  readonly createdAt: Date;
};

type CodeState = keyof typeof codeState;

const MOST_COUNTED = 10_000;
const COLUMNS = sql.raw(
  'c.id, c.scene, c.kind, c.place, c.name, c.channel, c.store_id, c.values, c.ends_at, c.archived_at, c.picture, c.link, c.link_ends_at, c.due_at, c.tries, c.trouble, c.created_at',
);

export type NewCode = { readonly id: string; readonly scene: string; readonly values: CodeValues };

/** By one statement, those whose name is free; answers the ids of these. */
export async function insertCodes(ctx: Ctx, codes: readonly NewCode[]): Promise<ReadonlySet<string>> {
  const rows = codes.map(({ id, scene, values }) => ({ id, scene, ...columnsOf(values), values }));
  const inserted = await sql<{ id: string }>`
    insert into codes.code (id, scene, kind, place, name, channel, store_id, ends_at, values, due_at, created_at)
    select id, scene, kind, place, name, channel, store_id, ends_at, values, ${ctx.now()}, ${ctx.now()}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as new (id text, scene text, kind text, place text, name text,
      channel text, store_id text, ends_at timestamptz, values jsonb)
    on conflict (lower(name)) do nothing returning id
  `.execute(ctx.db);
  return new Set(inserted.rows.map(({ id }) => id));
}

function columnsOf({ kind, place, name, channel, store, lastDay }: CodeValues) {
  return {
    kind,
    place,
    name,
    channel: channel ?? '',
    store_id: store,
    ends_at: lastDay === null ? null : dayStart(addDays(lastDay, 1)),
  };
}

/** False where another has the name. */
export async function updateCode(ctx: Ctx, id: string, values: CodeValues): Promise<boolean> {
  const { place, name, channel, store_id, ends_at } = columnsOf(values);
  const { rows } = await sql`
    update codes.code set place = ${place}, name = ${name}, channel = ${channel}, store_id = ${store_id}, ends_at = ${ends_at},
      values = ${JSON.stringify(values)}::jsonb
    where id = ${id} and not exists (select from codes.code where lower(name) = lower(${name}) and id <> ${id}) returning id
  `.execute(ctx.db);
  return rows.length > 0;
}

export async function setArchived(ctx: Ctx, id: string, archived: boolean): Promise<void> {
  await sql`
    update codes.code set archived_at = ${archived ? ctx.now() : null} where id = ${id} and (archived_at is null) = ${archived}
  `.execute(ctx.db);
}

/** WeChat is asked anew, from the first try on. */
export async function makeAnew(ctx: Ctx, id: string): Promise<void> {
  await sql`update codes.code set due_at = ${ctx.now()}, tries = 0, trouble = null where id = ${id}`.execute(ctx.db);
}

export async function findCodes(ctx: Ctx, ids: readonly string[]): Promise<Map<string, CodeRow>> {
  const { rows } = await sql<CodeRow>`
    select ${COLUMNS} from codes.code c where c.id = any(${[...new Set(ids)]}::text[])
  `.execute(ctx.db);
  return new Map(rows.map((row) => [row.id, row]));
}

export async function findByScene(ctx: Ctx, scene: string): Promise<CodeRow | undefined> {
  const { rows } = await sql<CodeRow>`select ${COLUMNS} from codes.code c where c.scene = ${scene}`.execute(ctx.db);
  return rows[0];
}

/** Names by what they carry. */
export async function codesOfScenes(ctx: Ctx, scenes: readonly string[]): Promise<Pick<CodeRow, 'scene' | 'name'>[]> {
  const { rows } = await sql<Pick<CodeRow, 'scene' | 'name'>>`
    select scene, name from codes.code where scene = any(${[...scenes]}::text[])
  `.execute(ctx.db);
  return rows;
}

/** All of them that whoever asks may see: for figures, which know codes by id alone. */
export async function allCodes(ctx: Ctx): Promise<CodeRow[]> {
  const { rows } = await sql<CodeRow>`
    select ${COLUMNS} from codes.code c where ${inHerStores(ctx, sql`c.store_id`)} order by c.id
  `.execute(ctx.db);
  return rows;
}

export async function idsOfChannels(ctx: Ctx, channels: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from codes.code where channel = any(${[...channels]}::text[])
  `.execute(ctx.db);
  return rows.map(({ id }) => id);
}

export type CodeAsk = {
  readonly q: string | null;
  readonly state: CodeState | null;
  readonly place: CodeRow['place'] | null;
  readonly kind: CodeRow['kind'] | null;
  readonly channel: string | null;
  readonly storeId: string | null;
};

export async function listCodes(
  ctx: Ctx,
  ask: CodeAsk & { readonly after: string | null; readonly limit: number },
): Promise<CodeRow[]> {
  const { rows } = await sql<CodeRow>`
    select ${COLUMNS} from codes.code c where ${matching(ctx, ask)} and (${ask.after}::text is null or c.id < ${ask.after})
    order by c.id desc limit ${ask.limit}
  `.execute(ctx.db);
  return rows;
}

export async function countCodes(ctx: Ctx, ask: CodeAsk): Promise<Counted> {
  return countUpTo(ctx, MOST_COUNTED, sql`select from codes.code c where ${matching(ctx, ask)}`);
}

/** Also by what it carries: that stands below each printed code. */
export function matching(ctx: Ctx, { q, state, place, kind, channel, storeId }: CodeAsk): RawBuilder<boolean> {
  return sql`${inHerStores(ctx, sql`c.store_id`)}
    and (${q}::text is null or strpos(lower(c.name || ' ' || c.channel || ' ' || c.scene), lower(${q})) > 0)
    and (${place}::text is null or c.place = ${place}) and (${kind}::text is null or c.kind = ${kind})
    and (${channel}::text is null or c.channel = ${channel}) and (${storeId}::text is null or c.store_id = ${storeId})
    and ${state === null ? sql`true` : inState(ctx, state)}`;
}

function inState(ctx: Ctx, state: CodeState): RawBuilder<boolean> {
  if (state === 'archived') return sql`c.archived_at is not null`;
  const over = sql`coalesce(c.ends_at <= ${ctx.now()}, false)`;
  return state === 'ended' ? sql`c.archived_at is null and ${over}` : sql`c.archived_at is null and not ${over}`;
}

/** Those of these that a code has. */
export async function knownChannels(ctx: Ctx, names: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ channel: string }>`
    select distinct channel from codes.code where channel = any(${[...names]}::text[]) and channel <> ''
  `.execute(ctx.db);
  return rows.map(({ channel }) => channel);
}

type ChannelAsk = { readonly q: string | null };

/** By letter, as bytes: the order of the keyset. */
export async function listChannels(
  ctx: Ctx,
  { q, after, limit }: ChannelAsk & { readonly after: string | null; readonly limit: number },
): Promise<{ name: string; codes: number }[]> {
  const { rows } = await sql<{ name: string; codes: number }>`
    select c.channel as name, count(*)::int as codes from codes.code c
    where ${ofChannel({ q })} and (${after}::text is null or c.channel collate "C" > ${after}::text collate "C")
    group by c.channel order by c.channel collate "C" limit ${limit}
  `.execute(ctx.db);
  return rows;
}

export async function countChannels(ctx: Ctx, ask: ChannelAsk): Promise<Counted> {
  return countUpTo(ctx, MOST_COUNTED, sql`select distinct c.channel from codes.code c where ${ofChannel(ask)}`);
}

function ofChannel({ q }: ChannelAsk): RawBuilder<boolean> {
  return sql`c.channel <> '' and (${q}::text is null or strpos(lower(c.channel), lower(${q})) > 0)`;
}

/** False where the same account scanned it within `minutes`; two at one moment are one. */
export async function noteVisit(ctx: Ctx, accountNo: number, codeId: string, minutes: number): Promise<boolean> {
  const { rows } = await sql`
    insert into codes.visit (account_no, code_id, last_at) values (${accountNo}, ${codeId}, ${ctx.now()})
    on conflict (account_no, code_id) do update set last_at = excluded.last_at
    where visit.last_at <= ${new Date(ctx.now().getTime() - minutes * 60_000)} returning code_id
  `.execute(ctx.db);
  return rows.length > 0;
}
