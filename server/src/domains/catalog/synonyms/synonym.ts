import type { Draft } from '@huoshui/contracts/form';
import type { Synonym } from '@huoshui/contracts/search';
import type { Static } from '@sinclair/typebox';
import { sql } from 'kysely';
import { countUpTo } from '../../../platform/count.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../../platform/cursor.ts';
import { readForm } from '../../../platform/form/read.ts';
import { newId } from '../../../platform/ids.ts';
import { takeTurn } from '../../../platform/turn.ts';
import { catalogErrors } from '../errors.ts';
import { synonymForm } from './synonym-form.ts';

type View = Static<typeof Synonym>;
type Row = {
  readonly id: string;
  readonly searched: string;
  readonly finds: string[];
  readonly bothWays: boolean;
  readonly createdAt: Date;
};

/** Each search looks through all of them. */
const MOST = 1000;

/** Throws `catalog.synonym_taken`, `catalog.synonyms_full`. */
export async function createSynonym(ctx: Ctx, draft: Draft): Promise<View> {
  const { searched, finds, bothWays } = clean(await readForm(ctx, synonymForm, draft));
  // Counted one after the other: two at once would both find room for the last.
  await takeTurn(ctx, 'catalog.synonym');
  const { rows } = await sql<Row>`
    insert into catalog.synonym (id, searched, finds, both_ways, created_at)
    select ${newId('syn')}, ${searched}, ${finds}::text[], ${bothWays}::boolean, ${ctx.now()}::timestamptz
    where (select count(*) from catalog.synonym) < ${MOST}
    on conflict (lower(searched)) do nothing
    returning *
  `.execute(ctx.db);
  if (rows[0]) return present(rows[0]);
  const taken = await sql`select 1 from catalog.synonym where lower(searched) = lower(${searched})`.execute(ctx.db);
  throw taken.rows.length > 0
    ? catalogErrors.error('synonym_taken', { word: searched })
    : catalogErrors.error('synonyms_full', { most: MOST });
}

export async function changeSynonym(ctx: Ctx, id: string, draft: Draft): Promise<View> {
  const stored = await findSynonym(ctx, id);
  const { searched, finds, bothWays } = clean(await readForm(ctx, synonymForm, draft, { stored }));
  const { rows } = await sql<Row>`
    update catalog.synonym s set searched = ${searched}, finds = ${finds}::text[], both_ways = ${bothWays}
    where id = ${id}
      and not exists (select 1 from catalog.synonym o where lower(o.searched) = lower(${searched}) and o.id <> ${id})
    returning s.*
  `.execute(ctx.db);
  if (!rows[0]) throw catalogErrors.error('synonym_taken', { word: searched });
  return present(rows[0]);
}

export async function deleteSynonym(ctx: Ctx, id: string): Promise<void> {
  const { rows } = await sql`delete from catalog.synonym where id = ${id} returning id`.execute(ctx.db);
  if (rows.length === 0) throw catalogErrors.error('synonym_not_found');
}

export async function listSynonyms(
  ctx: Ctx,
  query: { readonly q?: string | undefined; readonly cursor?: string | undefined; readonly limit?: number | undefined },
) {
  const limit = query.limit ?? 20;
  const after = decodeCursor(query.cursor, ['text']);
  const q = query.q ?? null;
  const which = sql`(${q}::text is null or strpos(lower(searched || ' ' || array_to_string(finds, ' ')), lower(${q})) > 0)`;
  const { rows } = await sql<Row>`
    select * from catalog.synonym where ${which} ${after ? sql`and id < ${after[0]}` : sql``}
    order by id desc limit ${limit + 1}
  `.execute(ctx.db);
  const page = toPage(rows, limit, (row) => [row.id], present);
  return query.cursor
    ? page
    : { ...page, ...(await countUpTo(ctx, MOST, sql`select from catalog.synonym where ${which}`)) };
}

async function findSynonym(ctx: Ctx, id: string): Promise<View> {
  const { rows } = await sql<Row>`select * from catalog.synonym where id = ${id}`.execute(ctx.db);
  if (!rows[0]) throw catalogErrors.error('synonym_not_found');
  return present(rows[0]);
}

function clean(values: { readonly searched: string; readonly finds: readonly string[]; readonly bothWays: boolean }) {
  const finds = [...new Set(values.finds.map((one) => one.trim()).filter((one) => one !== ''))];
  return { ...values, searched: values.searched.trim(), finds };
}

function present(row: Row): View {
  const { id, searched, finds, bothWays } = row;
  return { id, searched, finds, bothWays, sentence: synonymForm.sentence(row, () => null) };
}
