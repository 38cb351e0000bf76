import type { Request } from 'autocannon';
import { sql } from 'kysely';
import { createCoupon } from '../../server/src/domains/coupons/testing.ts';
import { createMember } from '../../server/src/domains/members/testing.ts';
import { importOrders } from '../../server/src/domains/orders/index.ts';
import { signToken } from '../../server/src/domains/scrm/sidebar/session.ts';
import type { Ctx } from '../../server/src/platform/ctx.ts';
import { benchCtx } from '../orders/serve.ts';

export type SidebarShop = { readonly token: string; readonly customers: readonly string[] };

const MEMBERS = 200_000;
const FRIENDS = 5_000;
const ORDERS_EACH = 20;
const COUPONS = 12;
const [TAGS, NOTES, TODOS] = [8, 10, 3];
const USERID = 'guide01';
const DAY_MS = 86_400_000;

/** One member of staff with as many friends as one begins with. */
export async function fillSidebar(databaseUrl: string): Promise<SidebarShop> {
  const ctx = benchCtx(databaseUrl);
  await createMember(ctx);
  await sql`
    insert into members.member (id, nickname, source, created_at)
    select 'mem_bench_' || n, '会员', 'bench', now() from generate_series(2, ${MEMBERS}::int) n
  `.execute(ctx.db);
  await sql`
    insert into members.standing (person_no) select person_no from members.member where source = 'bench' on conflict do nothing
  `.execute(ctx.db);
  await sql`
    insert into scrm.staff (userid, name, department, can_contact, seen_at) values (${USERID}, '导购', '门店', true, now())
  `.execute(ctx.db);
  await sql`
    insert into scrm.customer (external_userid, name, member_id, person_no, seen_at)
    select 'wm_' || person_no, '顾客', id, person_no, now() from members.member where source = 'bench' order by person_no limit ${FRIENDS}
  `.execute(ctx.db);
  await sql`
    insert into scrm.friend (id, userid, external_userid, added_at)
    select 'frd_' || person_no, ${USERID}, external_userid, now() - interval '30 days' from scrm.customer
  `.execute(ctx.db);
  await sql`
    insert into scrm.note (id, external_userid, userid, body, at)
    select 'nte_' || person_no || '_' || n, external_userid, ${USERID}, '想要小包装', now() - n * interval '1 day'
    from scrm.customer, generate_series(1, ${NOTES}::int) n
  `.execute(ctx.db);
  await sql`
    insert into members.tag (member_id, name, source, reason, at)
    select member_id, '标签' || n, 'operator', '', now() from scrm.customer, generate_series(1, ${TAGS}::int) n
  `.execute(ctx.db);
  await sql`
    insert into todos.todo (id, key, member_id, person_no, title, body, due_at, staff_id, because, cause_id, created_at)
    select 'tdo_' || person_no || '_' || n, 'bench:' || person_no || ':' || n, member_id, person_no, '回访', '', now(), ${USERID},
      '{"kind":"note","id":"n","label":{"zh":"跟进","en":"a note"}}', 'n', now()
    from scrm.customer, generate_series(1, ${TODOS}::int) n
  `.execute(ctx.db);
  await fillWallets(ctx);
  await fillOrders(ctx);
  await sql`vacuum analyze`.execute(ctx.db);
  const { rows } = await sql<{ id: string }>`select external_userid as id from scrm.customer`.execute(ctx.db);
  const token = signToken(ctx, USERID, new Date(Date.now() + DAY_MS));
  await ctx.db.destroy();
  return { token, customers: rows.map(({ id }) => id) };
}

async function fillWallets(ctx: Ctx): Promise<void> {
  const { id } = await createCoupon(ctx, { channel: 'grant', perMember: 99 });
  await sql`
    insert into benefits.grant (id, key, position, member_id, person_no, kind, item, label, cost, reserved, because_kind,
      because_id, because_label, granted_at)
    select 'grt_' || c.person_no || '_' || n, 'bench:' || c.person_no || '_' || n, 0, c.member_id, c.person_no, 'coupon',
      jsonb_build_object('kind', 'coupon', 'templateId', ${id}::text), '', 0, 0, 'bench', '', '', now()
    from scrm.customer c, generate_series(1, ${COUPONS}::int) n
  `.execute(ctx.db);
  await sql`
    insert into coupons.coupon (id, grant_id, template_id, member_id, person_no, seq, valid_from, valid_to, because_kind,
      because_id, because_label, issued_at)
    select 'cpn_' || c.person_no || '_' || n, 'grt_' || c.person_no || '_' || n, ${id}, c.member_id, c.person_no, n,
      now() - interval '1 day', now() + interval '30 days', 'bench', '', '', now()
    from scrm.customer c, generate_series(1, ${COUPONS}::int) n
  `.execute(ctx.db);
}

async function fillOrders(ctx: Ctx): Promise<void> {
  const { rows } = await sql<{ memberId: string; personNo: number }>`
    select member_id, person_no from scrm.customer
  `.execute(ctx.db);
  const now = Date.now();
  for (let n = 0; n < ORDERS_EACH; n += 1)
    await importOrders(
      ctx,
      rows.map(({ memberId, personNo }) => ({
        ...{ externalId: `${personNo}-${n}`, number: null, memberId, personNo, source: 'bench' },
        ...{ at: new Date(now - (n + 1) * 9 * DAY_MS), amount: 5_000, refunded: 0, whole: false },
        lines: [{ name: '鲜牛奶', quantity: 2, amount: 5_000 }],
      })),
    );
}

/** The next chat that is opened. */
export function someoneLooks({ token, customers }: SidebarShop): () => Request {
  let turn = 0;
  return () => {
    turn += 1;
    const id = customers[(turn * 1_009) % customers.length];
    return { method: 'GET', path: `/api/staff/customers/${id}`, headers: { authorization: `Bearer ${token}` } };
  };
}
