import { type Words, words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { addDays, dayStart } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import type { PickedId } from '../../../platform/form/check.ts';
import { form } from '../../../platform/form/form.ts';
import { report, type Table } from '../../../platform/report/report.ts';
import { ARRIVES_WITHIN_DAYS } from '../hear/diversion.ts';

/** Who was sent from where to where, and who came there. */
export const flowsReport = report({
  name: 'accounts.flows',
  words: words('公众号引流', 'Flows between accounts'),
  can: 'accounts.read',
  form: form({
    fields: [
      { key: 'range', label: words('日期', 'Days'), kind: 'day_range' },
      {
        key: 'account',
        label: words('从哪个公众号', 'From which account'),
        kind: 'picker',
        of: 'official_account',
        optional: true,
        hint: words('不选就是全部', 'None: all of them'),
      },
    ],
    sentence: ({ range, account }, names) => {
      const name =
        account === null
          ? words('各公众号', 'the accounts')
          : (names('official_account', account) ?? words(account, account));
      return words(
        `${range.from} 到 ${range.to} 从${name.zh}引到了哪里`,
        `Where ${name.en} sent people, ${range.from} to ${range.to}`,
      );
    },
  }),
  async ask(ctx, { range, account }) {
    const from = dayStart(range.from);
    const until = dayStart(addDays(range.to, 1));
    const { rows } = await sql<Row>`
      select h.from_account_id, h.kind, h.to_id, h.rule_id, count(distinct coalesce(h.unionid, h.openid))::int as people,
        count(distinct case when h.arrived_at is not null then coalesce(h.unionid, h.openid) end)::int as arrived
      from accounts.diversion h
      where h.at >= ${from} and h.at < ${until} and (${account}::text is null or h.from_account_id = ${account})
      group by 1, 2, 3, 4 order by people desc, 1, 3, 4
    `.execute(ctx.db);
    const told = await named(ctx, rows);
    return [flows(told), byRule(told)];
  },
});

type Row = {
  readonly fromAccountId: string;
  readonly kind: 'account' | 'contact_way' | 'page' | 'quiz';
  readonly toId: string;
  readonly ruleId: string;
  readonly people: number;
  readonly arrived: number;
};
type Told = Row & { readonly from: Words; readonly to: Words; readonly rule: Words };

async function named(ctx: Ctx, rows: readonly Row[]): Promise<readonly Told[]> {
  const picked = rows.flatMap(({ fromAccountId, kind, toId, ruleId }): PickedId[] => [
    { of: 'official_account', id: fromAccountId, at: '' },
    { of: 'account_rule', id: ruleId, at: '' },
    ...(kind === 'account' ? [{ of: 'official_account', id: toId, at: '' } as const] : []),
    ...(kind === 'quiz' ? [{ of: 'quiz', id: toId, at: '' } as const] : []),
    ...(kind === 'contact_way' ? [{ of: 'contact_way', id: toId, at: '' } as const] : []),
  ]);
  const names = await ctx.names(ctx, picked);
  return rows.map((row) => {
    const of = row.kind === 'account' ? 'official_account' : row.kind === 'quiz' ? 'quiz' : 'contact_way';
    const to = row.kind === 'page' ? words(row.toId, row.toId) : (names(of, row.toId) ?? words(row.toId, row.toId));
    const way =
      row.kind === 'contact_way'
        ? words(`导购：${to.zh}`, `Staff: ${to.en}`)
        : row.kind === 'quiz'
          ? words(`测试：${to.zh}`, `Quiz: ${to.en}`)
          : row.kind === 'page'
            ? words(`小程序：${to.zh}`, `Page: ${to.en}`)
            : to;
    return {
      ...row,
      from: names('official_account', row.fromAccountId) ?? words(row.fromAccountId, row.fromAccountId),
      to: way,
      rule: names('account_rule', row.ruleId) ?? words(row.ruleId, row.ruleId),
    };
  });
}

const REACHED = {
  account: words('关注了', 'Followed'),
  contact_way: words('加上好友', 'Became friends'),
  quiz: words('做完了测试', 'Finished the quiz'),
} as const;

/** Two steps: sent from an account to somewhere, and there or not. A page of the mini program tells nobody who came. */
function flows(told: readonly Told[]): Table {
  const sums = new Map<string, { step: number; from: Words; to: Words; people: number; ends: boolean }>();
  const add = (step: number, from: Words, to: Words, people: number, ends = false) => {
    if (people === 0) return;
    const key = JSON.stringify([step, from.zh, to.zh]);
    sums.set(key, { step, from, to, ends, people: (sums.get(key)?.people ?? 0) + people });
  };
  for (const { from, to, kind, people, arrived } of told) {
    add(1, from, to, people);
    if (kind === 'page') continue;
    add(2, to, REACHED[kind], arrived);
    add(2, to, words('没有到', 'Did not come'), people - arrived, true);
  }
  const rows = [...sums.values()].sort((a, b) => a.step - b.step || b.people - a.people);
  return {
    key: 'flows',
    words: words('引到哪里', 'Where people were sent'),
    columns: [
      { key: 'step', words: words('步', 'Step'), kind: 'count' },
      { key: 'from', words: words('从', 'From'), kind: 'text' },
      { key: 'to', words: words('到', 'To'), kind: 'text' },
      { key: 'people', words: words('人数', 'People'), kind: 'count' },
    ],
    rows: rows.map(({ step, from, to, people }) => [step, from, to, people]),
    chart: {
      kind: 'sankey',
      x: 'step',
      series: ['from', 'to', 'people'],
      ends: rows.flatMap(({ ends }, at) => (ends ? [at] : [])),
    },
  };
}

function byRule(told: readonly Told[]): Table {
  return {
    key: 'rules',
    words: words(
      `按规则（${ARRIVES_WITHIN_DAYS} 天内到的算）`,
      `By rule (who came within ${ARRIVES_WITHIN_DAYS} days)`,
    ),
    columns: [
      { key: 'from', words: words('从', 'From'), kind: 'text' },
      { key: 'rule', words: words('规则', 'Rule'), kind: 'text' },
      { key: 'to', words: words('到', 'To'), kind: 'text' },
      { key: 'people', words: words('引去的人', 'Sent'), kind: 'count' },
      { key: 'arrived', words: words('到了的人', 'Came'), kind: 'count' },
      { key: 'rate', words: words('到达率', 'Rate'), kind: 'share' },
    ],
    rows: told.map(({ from, rule, to, kind, people, arrived }) => [
      from,
      rule,
      to,
      people,
      kind === 'page' ? null : arrived,
      kind === 'page' || people === 0 ? null : arrived / people,
    ]),
  };
}
