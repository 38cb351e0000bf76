import { type RawBuilder, sql } from 'kysely';
import { addDays, DAY_MS, dayStart } from '../../../platform/calendar.ts';
import { countUpTo } from '../../../platform/count.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../../platform/cursor.ts';
import { inHerStores } from '../../../platform/her-stores.ts';
import { findMembers, membersShown } from '../../members/index.ts';
import { couponErrors } from '../errors.ts';

/** So long a counter may take its word back. Taste: whoever closes the till in the evening has done so. */
export const UNDO_MS = DAY_MS;
const MOST_COUNTED = 10_000;

type Row = {
  readonly id: string;
  readonly couponId: string;
  readonly templateId: string;
  readonly name: string;
  readonly memberId: string;
  readonly storeId: string;
  readonly storeName: string;
  readonly by: string;
  readonly bill: number;
  readonly given: number;
  readonly at: Date;
  readonly madeAt: Date;
  readonly undoneAt: Date | null;
  readonly undoneBy: string;
  readonly reason: string;
};

const COLUMNS = sql.raw(
  `v.id, v.coupon_id, v.template_id, t.name, c.member_id, v.store_id, v.store_name, v.operator_name as by, v.bill, v.given, v.at,
  v.made_at, v.undone_at, v.undone_by, v.reason`,
);
const FROM = sql.raw(`from coupons.verification v join coupons.coupon c on c.id = v.coupon_id
  join coupons.template t on t.id = v.template_id`);

type Asked = {
  readonly q?: string | undefined;
  readonly storeId?: string | undefined;
  readonly state?: 'used' | 'undone' | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
};

/** The newest first; with the first page what they come to. An account of some stores sees theirs. */
export async function listVerifications(ctx: Ctx, asked: Asked) {
  const limit = asked.limit ?? 20;
  const after = decodeCursor(asked.cursor, ['instant', 'text']);
  const where = matching(ctx, asked, await membersShown.meant(ctx, asked.q));
  const { rows } = await sql<Row>`
    select ${COLUMNS} ${FROM} where ${where}
      ${after ? sql`and (v.made_at, v.id) < (${after[0]}::text::timestamptz, ${after[1]})` : sql``}
    order by v.made_at desc, v.id desc limit ${limit + 1}
  `.execute(ctx.db);
  const page = toPage(
    rows,
    limit,
    (row) => [row.madeAt.toISOString(), row.id],
    (row) => row,
  );
  const items = await present(ctx, page.items);
  if (after) return { ...page, items, sums: null };
  const [counted, sums] = await Promise.all([
    countUpTo(ctx, MOST_COUNTED, sql`select ${FROM} where ${where}`),
    sumsOf(ctx, where),
  ]);
  return { ...page, items, ...counted, sums };
}

/** One of them. Throws `coupons.verification_not_found`, also where it is another store's. */
export async function readVerification(ctx: Ctx, id: string) {
  const { rows } = await sql<Row>`
    select ${COLUMNS} ${FROM} where v.id = ${id} and ${inHerStores(ctx, sql`v.store_id`)}
  `.execute(ctx.db);
  const [one] = await present(ctx, rows);
  if (one === undefined) throw couponErrors.error('verification_not_found');
  return one;
}

async function sumsOf(ctx: Ctx, where: RawBuilder<unknown>) {
  const { rows } = await sql<{ count: number; bill: number; given: number }>`
    select count(*)::int as count, coalesce(sum(v.bill), 0)::bigint as bill, coalesce(sum(v.given), 0)::bigint as given
    ${FROM} where ${where} and v.undone_at is null
  `.execute(ctx.db);
  return rows[0] ?? { count: 0, bill: 0, given: 0 };
}

function matching(ctx: Ctx, { q, storeId, state, from, to }: Asked, meant: readonly string[]): RawBuilder<unknown> {
  const words = q?.trim();
  const parts = [
    inHerStores(ctx, sql`v.store_id`),
    storeId ? sql`v.store_id = ${storeId}` : sql`true`,
    state ? sql`v.undone_at is ${state === 'undone' ? sql`not null` : sql`null`}` : sql`true`,
    from ? sql`v.made_at >= ${dayStart(from)}` : sql`true`,
    to ? sql`v.made_at < ${dayStart(addDays(to, 1))}` : sql`true`,
    words ? sql`(strpos(t.name, ${words}) > 0 or c.member_id = any(${[...meant]}::text[]))` : sql`true`,
  ];
  return sql.join(parts, sql` and `);
}

async function present(ctx: Ctx, rows: readonly Row[]) {
  const members = await findMembers(
    ctx,
    rows.map(({ memberId }) => memberId),
  );
  return rows.map(({ madeAt, at, undoneAt, ...row }) => {
    const until = new Date(madeAt.getTime() + UNDO_MS);
    return {
      ...row,
      state: undoneAt === null ? ('used' as const) : ('undone' as const),
      memberName: members.get(row.memberId)?.nickname ?? '',
      at: at.toISOString(),
      undoableUntil: undoneAt === null && until > ctx.now() ? until.toISOString() : null,
      undoneAt: undoneAt?.toISOString() ?? null,
    };
  });
}
