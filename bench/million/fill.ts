import { sql } from 'kysely';
import { keepDays } from '../../server/src/domains/analytics/days.ts';
import { ORDER_COUNTS, ORDER_SPENT } from '../../server/src/domains/audiences/purchase-figures.ts';
import { storePhone } from '../../server/src/domains/members/member.ts';
import type { Ctx } from '../../server/src/platform/ctx.ts';

/**
 * A shop of `members` members, with 20 events each over two years that end at `now`: a tenth are orders, about three in four
 * members ever bought, and of three in a hundred orders something was given back, of half of these all. Both stores make it by themselves from one arithmetic, so that it is the same shop in both, and
 * the same whenever it is made. Resolves with the ms that it took.
 */
export async function fillShop(ctx: Ctx, members: number): Promise<number> {
  const start = performance.now();
  await Promise.all([fillMembers(ctx, members), fillEvents(ctx, members)]);
  return performance.now() - start;
}

/** A number below 2^31 that looks like chance: as whole numbers, which PostgreSQL and ClickHouse reckon alike. */
function chance(of: string, salt: number): string {
  return `((((${of}) * 48271 + ${salt * 16807 + 11}) % 2147483647) * 69621 % 2147483647 * 39373 % 2147483647)`;
}

const DAYS = 730;
/** How many orders `p` has: none, or one to eight, more of them seldom. */
const DRAW = `(${chance('p', 1)} % 100)`;
const ORDERS_OF = (draw: string) =>
  `(case when ${draw} < 24 then 0 when ${draw} < 50 then 1 when ${draw} < 68 then 2 when ${draw} < 80 then 3 when ${draw} < 88 then 4 when ${draw} < 94 then 5 when ${draw} < 98 then 6 else 8 end)`;
const ORDER_COUNT = ORDERS_OF(DRAW);
/** Seconds before now at which her order `j` was paid: her first some time ago, each further one in a rhythm of hers. */
const PAID_AGO = `(86400 * (1 + (${chance('p', 2)} % ${DAYS})) - 86400 * j * (5 + ${chance('p', 3)} % 40) + ${chance('p * 16 + j', 4)} % 80000)`;
const AMOUNT = `(2000 + ${chance('p * 16 + j', 5)} % 20000)`;
/** Of some orders something was given back two days later: of half of them all, of the others less than the cheapest cost. */
const IS_GIVEN_BACK = `(${chance('p * 16 + j', 10)} % 100 < 3 and ${PAID_AGO} > 172800)`;
const IS_WHOLE = `(${chance('p * 16 + j', 11)} % 2 = 0)`;
const BACK = `(case when ${IS_WHOLE} then ${AMOUNT} else 100 + ${chance('p * 16 + j', 12)} % 1500 end)`;

async function fillMembers({ db, crypto, now }: Ctx, members: number): Promise<void> {
  const at = now();
  const app = 'wxbench';
  await sql`
    insert into members.member (id, nickname, phone_index, phone_masked, source, created_at)
    select 'mem_' || lpad(p::text, 26, '0'), '会员' || lpad(p::text, 7, '0'), 'index ' || p, '138****' || lpad((p % 10000)::text, 4, '0'), 'import',
      ${at}::timestamptz - make_interval(days => ${DAYS}) + make_interval(secs => ${sql.raw(chance('p', 6))} % 1000)
    from generate_series(1, ${members}::bigint) as p
  `.execute(db);
  await sql
    .raw(`
    insert into audiences.counted_order (order_id, person_no, at, amount)
    select 'ord_' || p || '_' || j, p, timestamptz '${at.toISOString()}' - make_interval(secs => ${PAID_AGO}), ${AMOUNT}
    from generate_series(1, ${members}::bigint) as p cross join generate_series(0, 7) as j
    where j < ${ORDER_COUNT} and ${PAID_AGO} > 0
  `)
    .execute(db);
  await sql
    .raw(`
    insert into audiences.counted_refund (refund_id, order_id, at, amount, whole)
    select 'rfd_' || p || '_' || j, 'ord_' || p || '_' || j, timestamptz '${at.toISOString()}' - make_interval(secs => ${PAID_AGO} - 172800), ${BACK}, ${IS_WHOLE}
    from generate_series(1, ${members}::bigint) as p cross join generate_series(0, 7) as j
    where j < ${ORDER_COUNT} and ${IS_GIVEN_BACK}
  `)
    .execute(db);
  await sql`
    insert into audiences.standing (person_no, member_id, orders, purchases, spent, first_at, last_at, stage, stage_since, due_at)
    select person_no, 'mem_' || lpad(person_no::text, 26, '0'), count(*) filter (where counts),
      count(distinct (at at time zone 'Asia/Shanghai')::date) filter (where counts), sum(spent), min(at) filter (where counts),
      max(at) filter (where counts), case when bool_or(counts) then 'lost' else 'none' end, max(at) filter (where counts), null
    from (
      select o.person_no, o.at, ${ORDER_SPENT} as spent, ${ORDER_COUNTS} as counts
      from audiences.counted_order o left join audiences.counted_refund r using (order_id) group by o.order_id
    ) as per_order group by person_no
  `.execute(db);
  await sql`
    insert into members.standing (person_no, orders, spent, first_paid_at, last_paid_at, stage, stage_since)
    select m.person_no, coalesce(s.orders, 0), coalesce(s.spent, 0), s.first_at, s.last_at, coalesce(s.stage, 'none'), s.stage_since
    from members.member m left join audiences.standing s using (person_no)
  `.execute(db);
  await sql`
    insert into members.tag (member_id, name, source, reason, at)
    select 'mem_' || lpad(p::text, 26, '0'), '标签' || p % 20, 'import', '"导入"', ${at} from generate_series(1, ${members}::bigint, 5) as p
  `.execute(db);
  // Phones that are about to log in for the first time.
  const phones = Array.from({ length: Math.min(members, MERGES) }, (_, n) => storePhone(crypto, phoneOf(n + 1)));
  await sql`
    update members.member m set phone_sealed = sealed, phone_index = index
    from unnest(${phones.map((p) => p.sealed)}::text[], ${phones.map((p) => p.index)}::text[]) with ordinality as given (sealed, index, n)
    where m.person_no = n
  `.execute(db);
  await sql`
    insert into members.account (app, openid, member_id, first_seen_at, seen_at)
    select ${app}, 'oBENCH' || p, 'mem_' || lpad(p::text, 26, '0'), ${at}, ${at}
    from generate_series(${members / 2}::int, ${members / 2 + 200}::int) as p
  `.execute(db);
  for (const table of [
    'members.member',
    'members.standing',
    'members.tag',
    'audiences.standing',
    'audiences.counted_order',
    'audiences.counted_refund',
  ])
    await sql.raw(`vacuum (analyze) ${table}`).execute(db);
}

/** How many of the imported members have a phone that can be verified. */
export const MERGES = 4000;
export function phoneOf(personNo: number): string {
  return `139${String(10_000_000 + personNo)}`;
}

const SDK_NAMES = [
  'page_view',
  'page_view',
  'page_view',
  'product_view',
  'product_view',
  'exposure',
  'cart_add',
  'checkout',
  'search',
  'share',
];

export async function fillEvents({ events, now }: Ctx, members: number): Promise<void> {
  const at = `toDateTime64('${now().toISOString().slice(0, 19)}', 3, 'UTC')`;
  const into =
    'INSERT INTO events (name, person_no, ts, event_id, received_at, source, session_id, page, value, product_id, order_id, props)';
  const row = (name: string, ago: string, id: string, source: string, rest: string) =>
    `SELECT ${name}, toUInt32(p), ${at} - toIntervalSecond(${ago}) AS ts, ${id}, ts, '${source}', ${rest}`;
  // Made of as many persons at a time as fit into memory with all that they did.
  for (let from = 1; from <= members; from += PERSONS_AT_ONCE) {
    const persons = `(SELECT number + ${from} AS p FROM numbers(${Math.min(PERSONS_AT_ONCE, members - from + 1)}))`;
    await events.exec(
      `${into} ${row("'member.joined'", `${DAYS * 86_400} - ${chance('p', 6)} % 1000`, "concat('joined ', toString(p))", 'import', "'', '', 0, '', '', '{}'")} FROM ${persons}`,
    );
    await events.exec(
      `${into} ${row("'order.paid'", PAID_AGO, "concat('paid ', toString(p), ' ', toString(j))", 'fact', `'', '', toInt64(${AMOUNT}), '', concat('ord_', toString(p), '_', toString(j)), '{"lines":[]}'`)}
       FROM (SELECT p, arrayJoin(range(8)) AS j FROM ${persons}) WHERE j < ${ORDER_COUNT} AND ${PAID_AGO} > 0`,
    );
    await events.exec(
      `${into} ${row("'order.refunded'", `${PAID_AGO} - 172800`, "concat('back ', toString(p), ' ', toString(j))", 'fact', `'', '', toInt64(${BACK}), '', concat('ord_', toString(p), '_', toString(j)), if(${IS_WHOLE}, '{"whole":true}', '{"whole":false}')`)}
       FROM (SELECT p, arrayJoin(range(8)) AS j FROM ${persons}) WHERE j < ${ORDER_COUNT} AND ${IS_GIVEN_BACK}`,
    );
    // What she did by herself lies around a few visits, thinning into the past.
    const visit = `(${chance('p * 32 + i - i % 3', 7)} % 1000)`;
    const ago = `intDiv(${visit} * ${visit} * ${DAYS * 86}, 1000) + (i % 3) * 240 + ${chance('p * 32 + i', 8)} % 200`;
    const kind = chance('p * 32 + i', 9);
    await events.exec(
      `${into} ${row(`arrayElement([${SDK_NAMES.map((name) => `'${name}'`).join(', ')}], 1 + ${kind} % ${SDK_NAMES.length})`, ago, "concat(lower(hex(p)), '-', toString(i))", 'sdk', `concat('s', toString(p), '-', toString(i - i % 3)), concat('pages/', toString(${kind} % 12)), 0, concat('prd_', toString(${kind} % 60)), '', '{"from":"home"}'`)}
       FROM (SELECT p, arrayJoin(range(17)) AS i FROM ${persons})`,
    );
  }
  // A shop's old months are merged and its days kept; here they are a minute old.
  await events.exec('OPTIMIZE TABLE events FINAL');
  await keepDays(events, 0);
  for (const table of ['day_sets', 'month_sets', 'moments']) await events.exec(`OPTIMIZE TABLE ${table} FINAL`);
}

const PERSONS_AT_ONCE = 125_000;
