import type { RouteIn, RouteOut } from '@huoshui/contracts/contract';
import type { Draft } from '@huoshui/contracts/form';
import type { scrmTransferContract } from '@huoshui/contracts/scrm-transfer';
import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { DAY_MS } from '../../../platform/calendar.ts';
import { countUpTo } from '../../../platform/count.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../../platform/cursor.ts';
import { pickedIn } from '../../../platform/form/check.ts';
import { badForm, readForm } from '../../../platform/form/read.ts';
import { newId } from '../../../platform/ids.ts';
import { takeTurn } from '../../../platform/turn.ts';
import { namesOfStaff } from '../corp/staff.ts';
import { scrmErrors } from '../errors.ts';
import { plan } from './plan.ts';
import { type TransferValues, transferForm } from './transfer-form.ts';
import { HANDED, readWards } from './wards.ts';

type Contract = typeof scrmTransferContract;
type Preview = RouteOut<Contract['POST /api/admin/transfers/preview']>;
type Shown = RouteOut<Contract['GET /api/admin/transfers/:id']>;
type Handovers = Contract['GET /api/admin/transfers/:id/handovers'];
const MOST_COUNTED = 10_000;

const WHY = {
  under_way: words('已经在转接中', 'Being handed over already'),
  too_often: words(
    `${HANDED.days} 天里已经转过 ${HANDED.most} 次`,
    `Handed over ${HANDED.most} times within ${HANDED.days} days`,
  ),
  friend_already: words('已经是接替人的好友', 'A friend of the takers already'),
  no_room: words('接替人位置不够', 'No room with the takers'),
} as const;

/** Who would get whom. Changes nothing. */
export async function previewTransfer(ctx: Ctx, draft: Draft): Promise<Preview> {
  const values = await readForm(ctx, transferForm, draft);
  const asked = await readWards(ctx, values);
  const { planned, unplanned } = plan(asked.wards, asked.takers, values.perDay);
  const names = await namesOfStaff(ctx, values.to);
  const count = (why: keyof typeof WHY) => unplanned.filter((one) => one.why === why).length;
  const left = [
    { why: WHY.under_way, count: asked.under_way },
    { why: WHY.too_often, count: asked.too_often },
    { why: WHY.friend_already, count: count('friend_already') },
    { why: WHY.no_room, count: count('no_room') },
  ];
  return {
    resigned: asked.resigned,
    total: asked.total,
    takers: asked.takers.map(({ userid, room }) => {
      const hers = planned.filter(({ takeover }) => takeover === userid);
      const days = hers.reduce((most, { day }) => Math.max(most, day + 1), 0);
      return { userid, name: names.get(userid) ?? userid, count: hers.length, room, days };
    }),
    left: left.filter((one) => one.count > 0),
    rule: { words: ruleWords, source: HANDED.source, asOf: HANDED.asOf },
  };
}

const ruleWords = words(
  `在岗转接：每位顾客 ${HANDED.days} 天内最多 ${HANDED.most} 次，24 小时内可以拒绝`,
  `On the job: each customer ${HANDED.most} times within ${HANDED.days} days at most, and she may refuse for 24 hours`,
);

/** Plans it as things stand now; nobody else plans for the same member meanwhile. */
export async function createTransfer(ctx: Ctx, draft: Draft): Promise<Shown> {
  const values = await readForm(ctx, transferForm, draft);
  await takeTurn(ctx, `scrm.transfer from ${values.from}`, ...values.to.map((userid) => `scrm.transfer to ${userid}`));
  const { resigned, takers, wards } = await readWards(ctx, values);
  const { planned } = plan(wards, takers, values.perDay);
  if (planned.length === 0)
    throw badForm([{ at: 'to', words: words('没有能转的好友', 'There is nobody to hand over') }]);
  const id = newId('trf');
  const now = ctx.now();
  await sql`
    insert into scrm.transfer (id, handover_userid, resigned, values, created_at)
    values (${id}, ${values.from}, ${resigned}, ${JSON.stringify(values)}::jsonb, ${now})
  `.execute(ctx.db);
  const rows = planned.map(({ external, takeover, day }) => ({
    external,
    takeover,
    due: new Date(now.getTime() + day * DAY_MS).toISOString(),
  }));
  await sql`
    insert into scrm.handover (transfer_id, external_userid, handover_userid, takeover_userid, due_at)
    select ${id}, external, ${values.from}, takeover, due
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (external text, takeover text, due timestamptz)
    on conflict (handover_userid, external_userid) where state in ('planned', 'asked', 'waiting') do nothing
  `.execute(ctx.db);
  return readTransfer(ctx, id);
}

/** Whoever is planned only stays; whose day runs at WeCom's goes on, for WeCom takes nothing back. */
export async function stopTransfer(ctx: Ctx, id: string): Promise<Shown> {
  await sql`
    with stopped as (update scrm.transfer set stopped_at = coalesce(stopped_at, ${ctx.now()}) where id = ${id})
    update scrm.handover set state = 'stopped', due_at = null, ended_at = ${ctx.now()} where transfer_id = ${id} and state = 'planned'
  `.execute(ctx.db);
  return readTransfer(ctx, id);
}

type Row = {
  readonly id: string;
  readonly from: string;
  readonly resigned: boolean;
  readonly values: TransferValues;
  readonly stoppedAt: Date | null;
  readonly createdAt: Date;
  readonly total: number;
  readonly open: number;
  readonly lastAt: Date | null;
  readonly counts: Shown['counts'];
};

const OPEN = sql`state in ('planned', 'asked', 'waiting')`;
const COLUMNS = sql`t.id, coalesce(s.name, t.handover_userid) as from, t.resigned, t.values, t.stopped_at, t.created_at,
  (select count(*)::int from scrm.handover h where h.transfer_id = t.id) as total,
  (select count(*)::int from scrm.handover h where h.transfer_id = t.id and ${OPEN}) as open,
  (select max(due_at) from scrm.handover h where h.transfer_id = t.id and state = 'planned') as last_at,
  coalesce((select jsonb_agg(jsonb_build_object('state', state, 'count', n) order by n desc) from (
    select state, count(*)::int as n from scrm.handover h where h.transfer_id = t.id group by state
  ) as states), '[]') as counts`;
const STATE = sql`case when t.stopped_at is not null then 'stopped'
  when exists (select from scrm.handover h where h.transfer_id = t.id and ${OPEN}) then 'running' else 'done' end`;

export async function listTransfers(
  ctx: Ctx,
  query: RouteIn<Contract['GET /api/admin/transfers']>['query'],
): Promise<RouteOut<Contract['GET /api/admin/transfers']>> {
  const limit = query.limit ?? 20;
  const after = decodeCursor(query.cursor, ['instant', 'text']);
  const q = query.q?.trim() ?? '';
  const from = sql`scrm.transfer t left join scrm.staff s on s.userid = t.handover_userid
    where (${query.state ?? null}::text is null or ${STATE} = ${query.state ?? null})
      and (${q} = '' or strpos(lower(coalesce(s.name, '') || ' ' || t.handover_userid), lower(${q})) > 0)`;
  const { rows } = await sql<Row>`
    select ${COLUMNS} from ${from} ${after ? sql`and (t.created_at, t.id) < (${after[0]}::timestamptz, ${after[1]})` : sql``}
    order by t.created_at desc, t.id desc limit ${limit + 1}
  `.execute(ctx.db);
  const names = await ctx.names(
    ctx,
    rows.flatMap(({ values }) => pickedIn(transferForm.fields, values)),
  );
  const page = toPage(
    rows,
    limit,
    ({ createdAt, id }) => [createdAt.toISOString(), id],
    (row) => shown(row, names),
  );
  return after ? page : { ...page, ...(await countUpTo(ctx, MOST_COUNTED, sql`select from ${from}`)) };
}

export async function readTransfer(ctx: Ctx, id: string): Promise<Shown> {
  const { rows } = await sql<Row>`
    select ${COLUMNS} from scrm.transfer t left join scrm.staff s on s.userid = t.handover_userid where t.id = ${id}
  `.execute(ctx.db);
  const [row] = rows;
  if (row === undefined) throw scrmErrors.error('transfer_not_found');
  return shown(row, await ctx.names(ctx, pickedIn(transferForm.fields, row.values)));
}

type Names = Awaited<ReturnType<Ctx['names']>>;

function shown({ values, stoppedAt, createdAt, lastAt, open, ...row }: Row, names: Names): Shown {
  return {
    ...row,
    state: stoppedAt !== null ? 'stopped' : open > 0 ? 'running' : 'done',
    sentence: transferForm.sentence(values, names),
    lastAt: lastAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  };
}

type HandoverRow = Omit<RouteOut<Handovers>['items'][number], 'dueAt' | 'endedAt'> & {
  readonly dueAt: Date | null;
  readonly endedAt: Date | null;
};

export async function listHandovers(
  ctx: Ctx,
  id: string,
  query: RouteIn<Handovers>['query'],
): Promise<RouteOut<Handovers>> {
  const limit = query.limit ?? 20;
  const after = decodeCursor(query.cursor, ['text']);
  const q = query.q?.trim() ?? '';
  const from = sql`scrm.handover h join scrm.customer c on c.external_userid = h.external_userid
    left join scrm.staff s on s.userid = h.takeover_userid
    where h.transfer_id = ${id} and (${query.state ?? null}::text is null or h.state = ${query.state ?? null})
      and (${q} = '' or strpos(lower(c.name || ' ' || coalesce(s.name, '')), lower(${q})) > 0)`;
  const { rows } = await sql<HandoverRow>`
    select h.external_userid as id, coalesce(nullif(c.name, ''), h.external_userid) as customer, c.member_id, coalesce(s.name, h.takeover_userid) as to, h.state, h.due_at, h.ended_at, h.trouble
    from ${from} ${after ? sql`and h.external_userid > ${after[0]}` : sql``} order by h.external_userid limit ${limit + 1}
  `.execute(ctx.db);
  const page = toPage(
    rows,
    limit,
    (row) => [row.id],
    ({ dueAt, endedAt, ...row }) => ({
      ...row,
      dueAt: dueAt?.toISOString() ?? null,
      endedAt: endedAt?.toISOString() ?? null,
    }),
  );
  return after ? page : { ...page, ...(await countUpTo(ctx, MOST_COUNTED, sql`select from ${from}`)) };
}
