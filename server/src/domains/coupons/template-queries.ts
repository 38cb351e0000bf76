import { sql } from 'kysely';
import { type Counted, countUpTo } from '../../platform/count.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { NewTemplate, TemplateRow, TemplateState } from './tables.ts';

const columns = sql.raw(
  `id, name, discount, threshold, scope, validity, hours, stack, audience, total, per_member, channel, note, state, issued, used, cost, gmv, refunded,
  void_reason, created_at`,
);

export async function insertTemplate(ctx: Ctx, row: NewTemplate): Promise<void> {
  await sql`
    insert into coupons.template
      (id, name, discount, threshold, scope, validity, hours, stack, audience, total, per_member, channel, note, state, created_at)
    values (${row.id}, ${row.name}, ${JSON.stringify(row.discount)}::jsonb, ${row.threshold},
      ${JSON.stringify(row.scope)}::jsonb, ${JSON.stringify(row.validity)}::jsonb,
      ${jsonOrNull(row.hours)}::jsonb, ${row.stack}, ${jsonOrNull(row.audience)}::jsonb, ${row.total}, ${row.perMember}, ${row.channel}, ${row.note}, ${row.state}, ${ctx.now()})
  `.execute(ctx.db);
}

export async function findTemplates(ctx: Ctx, ids: readonly string[]): Promise<Map<string, TemplateRow>> {
  const { rows } = await sql<TemplateRow>`
    select ${columns} from coupons.template where id = any(${[...new Set(ids)]}::text[])
  `.execute(ctx.db);
  return new Map(rows.map((row) => [row.id, row]));
}

export async function findTemplate(ctx: Ctx, id: string): Promise<TemplateRow | undefined> {
  return (await findTemplates(ctx, [id])).get(id);
}

/** Changes while nothing is issued; afterwards only when the terms stay as they are. Answers whether it was done. */
export async function updateTemplate(ctx: Ctx, row: Omit<NewTemplate, 'state'>): Promise<boolean> {
  const [discount, scope, validity] = [row.discount, row.scope, row.validity].map((value) => JSON.stringify(value));
  const hours = jsonOrNull(row.hours);
  const { rows } = await sql`
    update coupons.template set
      name = ${row.name}, discount = ${discount}::jsonb, threshold = ${row.threshold}, scope = ${scope}::jsonb,
      validity = ${validity}::jsonb, hours = ${hours}::jsonb, stack = ${row.stack}, audience = ${jsonOrNull(row.audience)}::jsonb, total = ${row.total}, per_member = ${row.perMember}, channel = ${row.channel},
      note = ${row.note}
    where id = ${row.id} and state <> 'ended' and (${row.total}::int is null or issued <= ${row.total}::int)
      and (issued = 0 or (discount = ${discount}::jsonb and threshold = ${row.threshold}
        and scope = ${scope}::jsonb and validity = ${validity}::jsonb
        and hours is not distinct from ${hours}::jsonb and stack = ${row.stack}))
    returning id
  `.execute(ctx.db);
  return rows.length > 0;
}

const jsonOrNull = (value: object | null): string | null => (value === null ? null : JSON.stringify(value));

/** Draft → active → ended, or draft → ended; never back. */
export async function moveTemplate(ctx: Ctx, id: string, to: TemplateState): Promise<boolean> {
  const from: TemplateState[] = to === 'active' ? ['draft'] : ['draft', 'active'];
  const { rows } = await sql`
    update coupons.template set state = ${to} where id = ${id} and state = any(${from}::text[]) returning id
  `.execute(ctx.db);
  return rows.length > 0;
}

/** Count one more of a template that shoppers take; false when all are gone or it has ended. */
export async function countTaken(ctx: Ctx, id: string): Promise<boolean> {
  const { rows } = await sql`
    update coupons.template set issued = issued + 1
    where id = ${id} and state = 'active' and channel = 'shop' and (total is null or issued < total)
    returning id
  `.execute(ctx.db);
  return rows.length > 0;
}

/** How many of each active template may still be issued (null: no limit); the rows stay locked until the commit. */
export async function lockRemaining(ctx: Ctx, ids: readonly string[]): Promise<Map<string, Remaining>> {
  const { rows } = await sql<Remaining & { id: string }>`
    select id, total - issued as remaining, per_member from coupons.template
    where id = any(${ids}::text[]) and state = 'active' order by id for no key update
  `.execute(ctx.db);
  return new Map(rows.map(({ id, ...left }) => [id, left]));
}

/** What may still be issued, in all (null: any number) and to one member altogether. */
type Remaining = { readonly remaining: number | null; readonly perMember: number };

export async function countIssued(ctx: Ctx, counts: ReadonlyMap<string, number>): Promise<void> {
  if (counts.size === 0) return;
  await sql`
    update coupons.template t set issued = t.issued + n.count
    from unnest(${[...counts.keys()]}::text[], ${[...counts.values()]}::int[]) as n (id, count) where t.id = n.id
  `.execute(ctx.db);
}

type WhichTemplates = { readonly q: string | null; readonly state: TemplateState | null };

export type TemplateFilter = WhichTemplates & {
  readonly after: string | null;
  readonly limit: number;
};

export async function listTemplateRows(ctx: Ctx, { q, state, after, limit }: TemplateFilter): Promise<TemplateRow[]> {
  const { rows } = await sql<TemplateRow>`
    select ${columns} from coupons.template where ${whichTemplates({ q, state })} and (${after}::text is null or id < ${after})
    order by id desc limit ${limit}
  `.execute(ctx.db);
  return rows;
}

export async function countTemplates(ctx: Ctx, which: WhichTemplates): Promise<Counted> {
  return countUpTo(ctx, 10_000, sql`select from coupons.template where ${whichTemplates(which)}`);
}

function whichTemplates({ q, state }: WhichTemplates) {
  return sql`(${q}::text is null or strpos(name, ${q}) > 0) and (${state}::text is null or state = ${state})`;
}

export async function listTakeable(ctx: Ctx): Promise<TemplateRow[]> {
  const { rows } = await sql<TemplateRow>`
    select ${columns} from coupons.template where state = 'active' and channel = 'shop' order by id desc limit 100
  `.execute(ctx.db);
  return rows;
}
