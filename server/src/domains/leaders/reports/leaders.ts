import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { addDays, dayStart } from '../../../platform/calendar.ts';
import { form } from '../../../platform/form/form.ts';
import { report } from '../../../platform/report/report.ts';
import { findByPersonNo } from '../../members/index.ts';
import { leadersBy } from '../leader.ts';

type Row = {
  readonly leaderNo: number;
  readonly newcomers: number;
  readonly counted: number;
  readonly reward: number;
  readonly orders: number;
  readonly people: number;
  readonly paid: number;
  readonly back: number;
  readonly collected: number;
};

/** What each leader brought on these days: neighbours by when they came, rewards by when they counted, waves by when they were paid. */
export const leadersReport = report({
  name: 'leaders.leaders',
  words: words('团长业绩', 'What leaders brought'),
  can: 'leaders.read',
  form: form({
    fields: [{ key: 'range', label: words('日期', 'Days'), kind: 'day_range' }],
    sentence: ({ range }) =>
      words(`${range.from} 到 ${range.to} 各团长带来了什么`, `What each leader brought, ${range.from} to ${range.to}`),
  }),
  async ask(ctx, { range }) {
    const [from, until] = [dayStart(range.from), dayStart(addDays(range.to, 1))];
    const { rows } = await sql<Row>`
      with came as (
        select leader_no, count(*) filter (where new and came_at >= ${from} and came_at < ${until}) as newcomers,
          count(*) filter (where counted_at >= ${from} and counted_at < ${until}) as counted,
          sum(reward) filter (where counted_at >= ${from} and counted_at < ${until}) as reward
        from leaders.neighbour group by 1
      ), sold as (
        select o.leader_no, count(*) as orders, count(distinct o.person_no) as people, count(o.received_at) as collected,
          sum(l.paid) as paid, sum(l.back) as back
        from leaders.wave_order o join lateral (
          select sum(paid) as paid, sum(back_paid) as back from leaders.wave_line w where w.order_id = o.order_id
        ) l on true where o.paid_at >= ${from} and o.paid_at < ${until} group by 1
      )
      select coalesce(a.behind_no, a.no) as leader_no, coalesce(sum(c.newcomers), 0)::int as newcomers, coalesce(sum(c.counted), 0)::int as counted,
        coalesce(sum(c.reward), 0)::int as reward, coalesce(sum(s.orders), 0)::int as orders, coalesce(sum(s.people), 0)::int as people,
        coalesce(sum(s.paid), 0)::int as paid, coalesce(sum(s.back), 0)::int as back, coalesce(sum(s.collected), 0)::int as collected
      from leaders.leader a left join came c on c.leader_no = a.no left join sold s on s.leader_no = a.no
      where a.state in ('active', 'suspended', 'ended') group by 1
      having coalesce(sum(c.newcomers), 0) + coalesce(sum(c.counted), 0) + coalesce(sum(s.orders), 0) > 0
      order by paid desc, newcomers desc, 1 limit 500
    `.execute(ctx.db);
    const leaders = await leadersBy(
      ctx,
      rows.map(({ leaderNo }) => leaderNo),
    );
    const people = await findByPersonNo(
      ctx,
      [...leaders.values()].map(({ personNo }) => personNo),
    );
    const nameOf = (no: number) => {
      const leader = leaders.get(no);
      return people.get(leader?.personNo ?? 0)?.nickname || (leader?.community ?? '') || (leader?.id ?? '');
    };
    return [
      {
        key: 'leaders',
        words: words('各团长', 'By leader'),
        columns: [
          { key: 'leader', words: words('团长', 'Leader'), kind: 'text' },
          { key: 'newcomers', words: words('新邻居', 'New neighbours'), kind: 'count' },
          { key: 'counted', words: words('计奖励', 'Count'), kind: 'count' },
          { key: 'reward', words: words('奖励（退回前）', 'Rewards before reversals'), kind: 'money' },
          { key: 'orders', words: words('团购订单', 'Wave orders'), kind: 'count' },
          { key: 'people', words: words('下单邻居', 'Who ordered'), kind: 'count' },
          { key: 'paid', words: words('付款', 'Paid'), kind: 'money' },
          { key: 'back', words: words('退款', 'Given back'), kind: 'money' },
          { key: 'collected', words: words('已提货单', 'Collected'), kind: 'count' },
        ],
        rows: rows.map(({ leaderNo, newcomers, counted, reward, orders, people: who, paid, back, collected }) => [
          ...[nameOf(leaderNo), newcomers, counted, reward, orders, who, paid, back, collected],
        ]),
      },
    ];
  },
});
