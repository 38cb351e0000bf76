import type { Said } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { type Counted, countUpTo } from '../../platform/count.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { someKeys } from '../../platform/db.ts';
import { saidText } from '../../platform/said.ts';
import type { CouponScopeRule } from './coupon.ts';
import type { CouponState, MovedRow, WalletRow } from './tables.ts';

const columns = sql.raw(`c.id, c.template_id, c.member_id, c.person_no, t.name, t.discount, t.threshold,
  coalesce(c.scope, t.scope) as scope, t.hours, t.stack, case when t.voided_at is not null and c.state = 'available' then 'revoked' else c.state end as state, c.valid_from, c.valid_to, c.because_kind, c.because_label, c.said,
  c.order_id, c.most`);

type Person = { readonly memberId: string; readonly personNo: number };
type Window = { readonly from: Date; readonly to: Date };
type Because = { readonly kind: string; readonly id: string; readonly label: Said; readonly said?: string | undefined };

/**
 * Her next one of a template, while she has had fewer than `perMember`, taken or given. False when she has them all, or when
 * another tap at the same moment got this number: the unique index lets one of them through.
 */
export async function insertTaken(
  ctx: Ctx,
  coupon: Person & {
    id: string;
    grantId: string;
    templateId: string;
    perMember: number;
    window: Window;
    because: Because;
  },
): Promise<boolean> {
  const { memberId, personNo, templateId, window, because } = coupon;
  const { rows } = await sql`
    insert into coupons.coupon (id, grant_id, template_id, member_id, person_no, seq, valid_from, valid_to,
      because_kind, because_id, because_label, issued_at)
    select ${coupon.id}, ${coupon.grantId}, ${templateId}, ${memberId}, ${personNo}, coalesce(max(seq), 0) + 1, ${window.from}::timestamptz,
      ${window.to}::timestamptz, ${because.kind}, ${because.id}, ${saidText(because.label)}, ${ctx.now()}::timestamptz
    from coupons.coupon where template_id = ${templateId} and member_id = ${memberId}
    having count(*) filter (where state <> 'revoked') < ${coupon.perMember}
    on conflict (template_id, member_id, seq) do nothing
    returning id
  `.execute(ctx.db);
  return rows.length > 0;
}

/** How many of each of these templates each of these members has had, taken or given. */
export async function countMine(
  ctx: Ctx,
  memberIds: readonly string[],
  templateIds: readonly string[],
): Promise<(memberId: string, templateId: string) => number> {
  if (templateIds.length === 0) return () => 0;
  const { rows } = await sql<{ memberId: string; templateId: string; mine: number }>`
    select member_id, template_id, count(*) as mine from coupons.coupon
    where member_id = any(${someKeys('text', memberIds)}) and template_id = any(${someKeys('text', templateIds)})
      and state <> 'revoked'
    group by member_id, template_id
  `.execute(ctx.db);
  const mine = new Map(rows.map((row) => [`${row.memberId} ${row.templateId}`, row.mine]));
  return (memberId, templateId) => mine.get(`${memberId} ${templateId}`) ?? 0;
}

type Held = {
  of(memberId: string, templateId: string): number;
  add(memberId: string, templateId: string): void;
};

/** How many of these templates these members have had, taken or given; counted on while more are given. */
export async function countHeld(
  ctx: Ctx,
  asked: readonly { readonly memberId: string; readonly templateId: string }[],
): Promise<Held> {
  const { rows } = await sql<{ memberId: string; templateId: string; count: number }>`
    select c.member_id, c.template_id, count(*)::int as count from (
      select distinct template_id, member_id
      from unnest(${asked.map((a) => a.templateId)}::text[], ${asked.map((a) => a.memberId)}::text[]) as a (template_id, member_id)
    ) as asked join coupons.coupon c using (template_id, member_id)
    where c.state <> 'revoked' group by 1, 2
  `.execute(ctx.db);
  const counts = new Map(rows.map((row) => [`${row.memberId} ${row.templateId}`, row.count]));
  const of = (memberId: string, templateId: string) => counts.get(`${memberId} ${templateId}`) ?? 0;
  return {
    of,
    add: (memberId, templateId) => void counts.set(`${memberId} ${templateId}`, of(memberId, templateId) + 1),
  };
}

export type GrantedCoupon = Person & {
  readonly id: string;
  readonly templateId: string;
  readonly scope: CouponScopeRule | null;
  readonly window: Window;
  readonly because: Because;
  readonly grantId: string;
  /** Fen of the shipping fee that it takes off at most; null where its terms say it. */
  readonly most: number | null;
};

/** Thousands at once. */
export async function insertGranted(ctx: Ctx, coupons: readonly GrantedCoupon[]): Promise<void> {
  if (coupons.length === 0) return;
  const column = <T>(pick: (coupon: GrantedCoupon) => T) => coupons.map(pick);
  await sql`
    insert into coupons.coupon (id, template_id, member_id, person_no, scope, valid_from, valid_to,
      because_kind, because_id, because_label, said, grant_id, most, issued_at)
    select id, template_id, member_id, person_no, scope::jsonb, valid_from, valid_to,
      because_kind, because_id, because_label, said, grant_id, most, ${ctx.now()}
    from unnest(
      ${column((c) => c.id)}::text[], ${column((c) => c.templateId)}::text[], ${column((c) => c.memberId)}::text[],
      ${column((c) => c.personNo)}::int[], ${column((c) => (c.scope === null ? null : JSON.stringify(c.scope)))}::text[],
      ${column((c) => c.window.from)}::timestamptz[], ${column((c) => c.window.to)}::timestamptz[],
      ${column((c) => c.because.kind)}::text[], ${column((c) => c.because.id)}::text[],
      ${column((c) => saidText(c.because.label))}::text[], ${column((c) => c.because.said ?? null)}::text[],
      ${column((c) => c.grantId)}::text[],
      ${column((c) => c.most)}::int[]
    ) as new (id, template_id, member_id, person_no, scope, valid_from, valid_to,
      because_kind, because_id, because_label, said, grant_id, most)
  `.execute(ctx.db);
}

/** Of these, by person number, who has had as many of a template as one may, taken or given. */
export async function findFull(
  ctx: Ctx,
  templateId: string,
  members: readonly Person[],
  perMember: number,
): Promise<ReadonlySet<number>> {
  const { rows } = await sql<{ personNo: number }>`
    select asked.person_no
    from unnest(${members.map((m) => m.personNo)}::int[], ${members.map((m) => m.memberId)}::text[]) as asked (person_no, member_id)
    where (
      select count(*) from coupons.coupon c
      where c.template_id = ${templateId} and c.member_id = asked.member_id and c.state <> 'revoked'
    ) >= ${perMember}
  `.execute(ctx.db);
  return new Set(rows.map(({ personNo }) => personNo));
}

/** One each, all alike. */
export async function insertSame(
  ctx: Ctx,
  { templateId, scope, window, because, most }: Omit<GrantedCoupon, 'id' | 'grantId' | keyof Person>,
  coupons: readonly (Person & Pick<GrantedCoupon, 'id' | 'grantId'>)[],
): Promise<void> {
  await sql`
    insert into coupons.coupon (id, template_id, member_id, person_no, scope, valid_from, valid_to,
      because_kind, because_id, because_label, said, grant_id, most, issued_at)
    select id, ${templateId}, member_id, person_no, ${scope === null ? null : JSON.stringify(scope)}::jsonb,
      ${window.from}::timestamptz, ${window.to}::timestamptz, ${because.kind}, ${because.id}, ${saidText(because.label)},
      ${because.said ?? null}::text, grant_id, ${most}::int, ${ctx.now()}::timestamptz
    from unnest(
      ${coupons.map((c) => c.id)}::text[], ${coupons.map((c) => c.memberId)}::text[],
      ${coupons.map((c) => c.personNo)}::int[], ${coupons.map((c) => c.grantId)}::text[]
    ) as new (id, member_id, person_no, grant_id)
  `.execute(ctx.db);
}

/** What she could use now or later; a coupon held by an order is not among them. */
export async function findUsable(ctx: Ctx, memberId: string, now: Date): Promise<WalletRow[]> {
  const { rows } = await sql<WalletRow>`
    select ${columns} from coupons.coupon c join coupons.template t on t.id = c.template_id
    where c.member_id = ${memberId} and c.state = 'available' and c.valid_to > ${now} and t.voided_at is null
    order by c.valid_to, c.id limit 200
  `.execute(ctx.db);
  return rows;
}

/** The same for many members at once, by member. */
export async function findUsableOfMany(
  ctx: Ctx,
  memberIds: readonly string[],
  now: Date,
): Promise<Map<string, WalletRow[]>> {
  const { rows } = await sql<WalletRow>`
    select wallet.* from unnest(${someKeys('text', memberIds)}) as asked (id)
    cross join lateral (
      select ${columns} from coupons.coupon c join coupons.template t on t.id = c.template_id
      where c.member_id = asked.id and c.state = 'available' and c.valid_to > ${now} and t.voided_at is null
      order by c.valid_to, c.id limit 200
    ) wallet
  `.execute(ctx.db);
  const wallets = new Map<string, WalletRow[]>();
  for (const row of rows) {
    const wallet = wallets.get(row.memberId);
    if (wallet) wallet.push(row);
    else wallets.set(row.memberId, [row]);
  }
  return wallets;
}

/** Free coupons that are named by their owners. */
export async function findHers(
  ctx: Ctx,
  named: readonly { readonly offerId: string; readonly memberId: string }[],
): Promise<WalletRow[]> {
  const { rows } = await sql<WalletRow>`
    select ${columns} from unnest(${named.map((n) => n.offerId)}::text[], ${named.map((n) => n.memberId)}::text[]) as asked (id, member_id)
    join coupons.coupon c on c.id = asked.id and c.member_id = asked.member_id
    join coupons.template t on t.id = c.template_id where c.state = 'available'
  `.execute(ctx.db);
  return rows;
}

type Whose = { readonly memberId: string; readonly states: readonly CouponState[] };

export type WalletFilter = Whose & {
  readonly after: string | null;
  readonly limit: number;
};

export async function listWalletRows(ctx: Ctx, { memberId, states, after, limit }: WalletFilter): Promise<WalletRow[]> {
  const { rows } = await sql<WalletRow>`
    select ${columns} from coupons.coupon c join coupons.template t on t.id = c.template_id
    where c.member_id = ${memberId} and c.state = any(${states}::text[]) and (${after}::text is null or c.id < ${after})
    order by c.id desc limit ${limit}
  `.execute(ctx.db);
  return rows;
}

export async function countWallet(ctx: Ctx, { memberId, states }: Whose): Promise<Counted> {
  return countUpTo(
    ctx,
    10_000,
    sql`select from coupons.coupon c where c.member_id = ${memberId} and c.state = any(${states}::text[])`,
  );
}

export async function findCoupon(
  ctx: Ctx,
  where: { id: string } | { grantId: string },
): Promise<WalletRow | undefined> {
  const { rows } = await sql<WalletRow>`
    select ${columns} from coupons.coupon c join coupons.template t on t.id = c.template_id
    where ${'id' in where ? sql`c.id = ${where.id}` : sql`c.grant_id = ${where.grantId}`}
  `.execute(ctx.db);
  return rows[0];
}

/** Some of those whose time is over. One that is held by another transaction right now waits for the next round. */
export async function expireDue(ctx: Ctx, limit: number): Promise<MovedRow[]> {
  const { rows } = await sql<MovedRow>`
    with due as (
      select id from coupons.coupon where state = 'available' and valid_to <= ${ctx.now()}
      order by valid_to limit ${limit} for no key update skip locked
    )
    update coupons.coupon c set state = 'expired' from due, coupons.template t
    where c.id = due.id and t.id = c.template_id
    returning c.id, c.template_id, c.member_id, c.person_no, t.name, c.grant_id, c.order_id, c.saving
  `.execute(ctx.db);
  return rows;
}

/** When the next coupon's time is over. */
export const nextExpiry = sql`(select min(valid_to) from coupons.coupon where state = 'available')`;

export async function revokeGranted(ctx: Ctx, grantIds: readonly string[]): Promise<MovedRow[]> {
  const { rows } = await sql<MovedRow>`
    update coupons.coupon c set state = 'revoked' from coupons.template t
    where c.grant_id = any(${grantIds}::text[]) and c.state = 'available' and t.id = c.template_id
    returning c.id, c.template_id, c.member_id, c.person_no, t.name, c.grant_id, c.order_id, c.saving
  `.execute(ctx.db);
  return rows;
}

/** Her coupons follow her; the numbers of those she took go on after the ones she has. Answers them as they were. */
export async function moveCoupons(
  ctx: Ctx,
  to: Person,
  loserId: string,
): Promise<{ id: string; state: string; seq: number | null }[]> {
  const { rows } = await sql<{ id: string; state: string; seq: number | null }>`
    with before as (select id, state, seq from coupons.coupon where member_id = ${loserId} order by id for update)
    update coupons.coupon c set member_id = ${to.memberId}, person_no = ${to.personNo},
      seq = c.seq + coalesce((select max(w.seq) from coupons.coupon w
        where w.template_id = c.template_id and w.member_id = ${to.memberId}), 0)
    from before where c.id = before.id
    returning before.id, before.state, before.seq
  `.execute(ctx.db);
  return rows;
}

/** Give these back as they were, but for what the survivor has used, or put into an order, since. */
export async function returnCoupons(
  ctx: Ctx,
  to: Person,
  survivorId: string,
  coupons: readonly { readonly id: string; readonly state: string; readonly seq: number | null }[],
): Promise<void> {
  await sql`
    update coupons.coupon c set member_id = ${to.memberId}, person_no = ${to.personNo}, seq = given.seq
    from unnest(${coupons.map((c) => c.id)}::text[], ${coupons.map((c) => c.state)}::text[], ${coupons.map((c) => c.seq)}::int[])
      as given (id, state, seq)
    where c.id = given.id and c.member_id = ${survivorId}
      and (c.state not in ('used', 'locked') or c.state = given.state)
  `.execute(ctx.db);
}

/** Of these coupons, those that can still be used, by id. */
export async function stillGood(ctx: Ctx, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    select id from coupons.coupon where id = any(${[...ids]}::text[]) and state = 'available' and valid_to > ${ctx.now()}
  `.execute(ctx.db);
  return new Set(rows.map(({ id }) => id));
}
