import { words } from '@huoshui/contracts/words';
import { gmvFactor } from '@huoshui/contracts/words/analytics';
import { form } from '../../../platform/form/form.ts';
import { type Report, report, type Table } from '../../../platform/report/report.ts';
import { type GmvBranch, type GmvTree, runGmvTree } from '../gmv/gmv-tree.ts';
import { comparedText, gmvFields, gmvInput } from '../gmv/question.ts';
import type { Stages } from '../gmv/stages.ts';
import type { Marks } from '../marks.ts';

/** The money tables name a factor a row; a factor that is no money has its own columns of numbers. */
export function gmvReport(stages: Stages, marks: Marks): Report {
  return report({
    name: 'analytics.gmv',
    words: words('GMV 拆解', 'GMV tree'),
    can: 'analytics.read',
    form: form({
      fields: gmvFields,
      sentence: (asked) => {
        const days = comparedText(asked);
        return words(`${days.zh}，净 GMV 变在哪里`, `Where net GMV moved: ${days.en}`);
      },
    }),
    async ask(ctx, asked) {
      const tree = await runGmvTree(ctx, stages, gmvInput(asked), marks);
      return [branchTable(tree), factorTable(tree)];
    },
  });
}

function branchTable({ whole, branches }: GmvTree): Table {
  return {
    key: 'branches',
    words: words('净 GMV 的变化', 'Change of net GMV'),
    columns: [
      { key: 'branch', words: words('分支', 'Branch'), kind: 'text' },
      { key: 'current', words: words('本期', 'Now'), kind: 'money' },
      { key: 'previous', words: words('对比期', 'Before'), kind: 'money' },
      { key: 'change', words: words('变化', 'Change'), kind: 'money' },
    ],
    rows: [whole, ...branches].map((one) => [one.label, one.current, one.previous, one.current - one.previous]),
    chart: { kind: 'bars', x: 'branch', series: ['current'], before: ['previous'] },
  };
}

function factorTable({ whole, branches }: GmvTree): Table {
  return {
    key: 'factors',
    words: words('各因素的贡献', 'What each factor made'),
    columns: [
      { key: 'branch', words: words('分支', 'Branch'), kind: 'text' },
      { key: 'factor', words: words('因素', 'Factor'), kind: 'text' },
      { key: 'contribution', words: words('贡献', 'Contribution'), kind: 'money' },
      { key: 'currentCount', words: words('本期（人数、单数、比例）', 'Now (persons, orders, share)'), kind: 'text' },
      {
        key: 'previousCount',
        words: words('对比期（人数、单数、比例）', 'Before (persons, orders, share)'),
        kind: 'text',
      },
      { key: 'currentMoney', words: words('本期金额', 'Now, amount'), kind: 'money' },
      { key: 'previousMoney', words: words('对比期金额', 'Before, amount'), kind: 'money' },
    ],
    rows: [whole, ...branches].flatMap((branch) => branch.nodes.filter(isTold).map((node) => rowOf(branch, node))),
  };
}

type Node = GmvBranch['nodes'][number];

const MONEY: ReadonlySet<string> = new Set(['orderValue', 'unseenOrderValue', 'kept']);

/** What is nothing at both times is no row. */
const isTold = ({ current, previous }: Node): boolean => (current ?? 0) !== 0 || (previous ?? 0) !== 0;

function rowOf({ label }: GmvBranch, { factor, contribution, current, previous }: Node) {
  const fen = (value: number | null) => (value === null ? null : Math.round(value));
  const isMoney = MONEY.has(factor);
  const text = (value: number | null) => (value === null ? null : String(Number(value.toFixed(4))));
  return [
    label,
    gmvFactor[factor],
    contribution,
    isMoney ? null : text(current),
    isMoney ? null : text(previous),
    isMoney ? fen(current) : null,
    isMoney ? fen(previous) : null,
  ];
}
