import { sql } from 'kysely';
import { DAY_MS } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { standings } from '../../members/index.ts';
import { scrmErrors } from '../errors.ts';
import type { Taker, Ward } from './plan.ts';
import type { TransferValues } from './transfer-form.ts';
import { LEFT_BEHIND } from './unassigned.ts';

/** How often a customer may be handed over by members on the job. */
export const HANDED = {
  most: 2,
  days: 90,
  source: 'developer.work.weixin.qq.com/document/path/92125',
  asOf: '2026-11-28',
} as const;

export type Asked = {
  readonly resigned: boolean;
  readonly takers: readonly Taker[];
  /** Who bought most first. */
  readonly wards: readonly Ward[];
  readonly total: number;
  /** On their way already, and who was handed over too often of late. */
  readonly under_way: number;
  readonly too_often: number;
};

type Row = {
  readonly external: string;
  readonly personNo: number | null;
  readonly friends: readonly string[];
  readonly underWay: boolean;
  readonly handed: number;
};

const FRIENDS = sql`(select userid, external_userid from scrm.friend where ended_at is null)`;

/** Whom the form is about, as things stand. Throws `scrm.staff_not_found`. */
export async function readWards(ctx: Ctx, { from, to, whom }: TransferValues): Promise<Asked> {
  const { rows: members } = await sql<{ gone: boolean }>`
    select gone_at is not null as gone from scrm.staff where userid = ${from}
  `.execute(ctx.db);
  const [member] = members;
  if (member === undefined) throw scrmErrors.error('staff_not_found');
  const resigned = member.gone;
  const since = new Date(ctx.now().getTime() - HANDED.days * DAY_MS);
  const { rows } = await sql<Row>`
    select f.external_userid as external, c.person_no,
      array(select userid from scrm.friend o where o.external_userid = f.external_userid and o.ended_at is null and o.userid = any(${[...to]}::text[])) as friends,
      exists (
        select from scrm.handover h where h.handover_userid = f.userid and h.external_userid = f.external_userid and h.state in ('planned', 'asked', 'waiting')
      ) as under_way,
      (select count(*)::int from scrm.handover h join scrm.transfer t on t.id = h.transfer_id
        where h.external_userid = f.external_userid and h.state = 'done' and h.ended_at > ${since} and not t.resigned) as handed
    from ${resigned ? LEFT_BEHIND : FRIENDS} f join scrm.customer c on c.external_userid = f.external_userid
      left join scrm.friend k on k.userid = f.userid and k.external_userid = f.external_userid and k.ended_at is null
    where f.userid = ${from} order by k.added_at nulls last, f.external_userid
  `.execute(ctx.db);
  const orders = await standings.orderCounts(
    ctx,
    rows.flatMap(({ personNo }) => personNo ?? []),
  );
  const ordersOf = ({ personNo }: Row) => (personNo === null ? 0 : (orders.get(personNo) ?? 0));
  const meant = rows.filter((row) => whom === 'all' || ordersOf(row) > 0 === (whom === 'bought'));
  const often = (row: Row) => !resigned && row.handed >= HANDED.most;
  return {
    resigned,
    takers: await readTakers(ctx, to),
    wards: meant
      .filter((row) => !row.underWay && !often(row))
      .toSorted((a, b) => ordersOf(b) - ordersOf(a))
      .map(({ external, friends }) => ({ external, friends: new Set(friends) })),
    total: meant.length,
    under_way: meant.filter((row) => row.underWay).length,
    too_often: meant.filter((row) => !row.underWay && often(row)).length,
  };
}

/** Places of each: what her account holds, less her friends and whoever is on the way to her. */
async function readTakers(ctx: Ctx, to: readonly string[]): Promise<readonly Taker[]> {
  const { rows } = await sql<Taker>`
    select s.userid, case when s.can_contact and s.gone_at is null then greatest(0, s.capacity
      - (select count(*)::int from scrm.friend f where f.userid = s.userid and f.ended_at is null)
      - (select count(*)::int from scrm.handover h where h.takeover_userid = s.userid and h.state in ('planned', 'asked', 'waiting'))
    ) else 0 end as room from scrm.staff s where s.userid = any(${[...to]}::text[]) order by array_position(${[...to]}::text[], s.userid)
  `.execute(ctx.db);
  return rows;
}
