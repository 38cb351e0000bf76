import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import { COPIED } from './copied-tables.ts';

/** Rows a statement: some megabytes of products at most. */
const AT_ONCE = 500;

/**
 * Copy how a shop is set up into an empty database of the same migrations, table by table, whom others point at first. Keys stay what they
 * are, so a journey finds its coupons.
 */
export async function copyShop(from: Db, to: Db): Promise<void> {
  for (const { table, with: changed = {}, where = 'true' } of COPIED) {
    const columns = await columnsOf(to, table);
    const chosen = columns.map((column) => `${changed[column] ?? quoted(column)} as ${quoted(column)}`).join(', ');
    const names = columns.map(quoted).join(', ');
    const order = await keyOf(from, table);
    for (let offset = 0; ; offset += AT_ONCE) {
      const found = await sql<{ rows: unknown[] | null }>`
        select jsonb_agg(to_jsonb(one)) as rows from (
          select ${sql.raw(chosen)} from ${sql.raw(table)} as told where ${sql.raw(where)}
          order by ${sql.raw(order)} offset ${offset} limit ${AT_ONCE}
        ) as one
      `.execute(from);
      const rows = found.rows[0]?.rows ?? [];
      if (rows.length > 0)
        await sql`
          insert into ${sql.raw(table)} (${sql.raw(names)}) overriding system value
          select ${sql.raw(names)} from jsonb_populate_recordset(null::${sql.raw(table)}, ${JSON.stringify(rows)}::jsonb)
        `.execute(to);
      if (rows.length < AT_ONCE) break;
    }
    await setNumbers(to, table);
  }
}

/** Those that can be written: what the database computes it computes again. */
async function columnsOf(db: Db, table: string): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select attname as name from pg_attribute
    where attrelid = ${table}::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum
  `.execute(db);
  return rows.map(({ name }) => name);
}

/** Pages need an order; a shelf comes before what stands on it. */
async function keyOf(db: Db, table: string): Promise<string> {
  if (table === 'catalog.category') return 'path, id';
  const { rows } = await sql<{ name: string }>`
    select a.attname as name from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey)
    where i.indrelid = ${table}::regclass and i.indisprimary order by array_position(i.indkey::int2[], a.attnum)
  `.execute(db);
  return rows.length > 0 ? rows.map(({ name }) => quoted(name)).join(', ') : 'ctid';
}

/** Numbers that are given out go on above those that came along. */
async function setNumbers(db: Db, table: string): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select attname as name from pg_attribute
    where attrelid = ${table}::regclass and attidentity <> '' and not attisdropped
  `.execute(db);
  for (const { name } of rows)
    await sql
      .raw(
        `select setval(pg_get_serial_sequence('${table}', '${name}'), coalesce((select max(${quoted(name)}) from ${table}), 0) + 1, false)`,
      )
      .execute(db);
}

const quoted = (name: string) => `"${name}"`;
