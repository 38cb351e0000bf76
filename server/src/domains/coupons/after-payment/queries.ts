import { sql } from 'kysely';
import { type Counted, countUpTo } from '../../../platform/count.ts';
import type { Ctx } from '../../../platform/ctx.ts';

export type PaymentRuleRow = {
  readonly id: string;
  readonly name: string;
  readonly categoryIds: readonly string[];
  readonly fromFen: number;
  readonly toFen: number | null;
  readonly benefit: string;
  readonly budgetId: string | null;
  readonly onRefund: 'take_back' | 'keep';
  readonly given: number;
  readonly ended: boolean;
  readonly createdAt: Date;
};

export type PaymentTerms = Omit<PaymentRuleRow, 'id' | 'given' | 'ended' | 'createdAt'>;

const columns = sql.raw(
  'id, name, category_ids, from_fen, to_fen, benefit, budget_id, on_refund, given, ended, created_at',
);

export async function insertRule(ctx: Ctx, id: string, terms: PaymentTerms): Promise<void> {
  await sql`
    insert into coupons.payment_rule (id, name, category_ids, from_fen, to_fen, benefit, budget_id, on_refund, created_at)
    values (${id}, ${terms.name}, ${[...terms.categoryIds]}::text[], ${terms.fromFen}, ${terms.toFen}, ${terms.benefit},
      ${terms.budgetId}, ${terms.onRefund}, ${ctx.now()})
  `.execute(ctx.db);
}

export async function updateRule(ctx: Ctx, id: string, terms: PaymentTerms): Promise<void> {
  await sql`
    update coupons.payment_rule set name = ${terms.name}, category_ids = ${[...terms.categoryIds]}::text[],
      from_fen = ${terms.fromFen}, to_fen = ${terms.toFen}, benefit = ${terms.benefit}, budget_id = ${terms.budgetId},
      on_refund = ${terms.onRefund}
    where id = ${id}
  `.execute(ctx.db);
}

export async function endRule(ctx: Ctx, id: string, ended: boolean): Promise<void> {
  await sql`update coupons.payment_rule set ended = ${ended} where id = ${id}`.execute(ctx.db);
}

export async function findRule(ctx: Ctx, id: string): Promise<PaymentRuleRow | undefined> {
  const { rows } = await sql<PaymentRuleRow>`
    select ${columns} from coupons.payment_rule where id = ${id}
  `.execute(ctx.db);
  return rows[0];
}

export async function activeRules(ctx: Ctx): Promise<readonly PaymentRuleRow[]> {
  const { rows } = await sql<PaymentRuleRow>`
    select ${columns} from coupons.payment_rule where not ended order by id limit 50
  `.execute(ctx.db);
  return rows;
}

/** Those whose gifts a refund takes back, ended ones too: they gave while they ran. */
export async function rulesThatTakeBack(ctx: Ctx): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from coupons.payment_rule where on_refund = 'take_back' and given > 0 limit 1000
  `.execute(ctx.db);
  return rows.map(({ id }) => id);
}

export async function countGiven(ctx: Ctx, given: ReadonlyMap<string, number>): Promise<void> {
  if (given.size === 0) return;
  await sql`
    update coupons.payment_rule r set given = r.given + n.count
    from unnest(${[...given.keys()]}::text[], ${[...given.values()]}::int[]) as n (id, count) where r.id = n.id
  `.execute(ctx.db);
}

export async function listRuleRows(
  ctx: Ctx,
  { q, after, limit }: { readonly q: string | null; readonly after: string | null; readonly limit: number },
): Promise<PaymentRuleRow[]> {
  const { rows } = await sql<PaymentRuleRow>`
    select ${columns} from coupons.payment_rule
    where (${q}::text is null or strpos(name, ${q}) > 0) and (${after}::text is null or id < ${after})
    order by id desc limit ${limit}
  `.execute(ctx.db);
  return rows;
}

export async function countRules(ctx: Ctx, q: string | null): Promise<Counted> {
  return countUpTo(
    ctx,
    10_000,
    sql`select from coupons.payment_rule where (${q}::text is null or strpos(name, ${q}) > 0)`,
  );
}
