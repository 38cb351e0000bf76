import { valuesOf } from '@huoshui/contracts/words';
import { type AttributionModel, attributionModel, touchKind } from '@huoshui/contracts/words/analytics';
import { Button } from 'antd';
import type { PeopleValues } from '../../ground/people-address.ts';
import { PeopleLink } from '../../ground/people-link.tsx';
import { Money } from '../../ui/figures.tsx';
import { formatCount, formatPercent, formatYuan } from '../../ui/format.ts';
import type { GridColumn } from '../../ui/report/grid.tsx';
import { useWords } from '../../ui/words.ts';
import type { AttributionReport } from './attribution.tsx';
import { useMoneyText } from './money-texts.ts';

type Row = AttributionReport['touches'][number];

type Given = {
  readonly report: AttributionReport | undefined;
  readonly model: AttributionModel;
  readonly asked: PeopleValues;
  /** Shows the orders of a touch, or of a kind. */
  readonly open: (key: string) => void;
  readonly isKind: boolean;
};

/** Who was touched, what is credited by the chosen model, and by the others beside it. */
export function useTouchColumns({ report, model, asked, open, isKind }: Given): readonly GridColumn<Row>[] {
  const t = useMoneyText();
  const say = useWords();
  const keyOf = ({ key, kind }: Row) => (isKind ? kind : key);
  const part = ({ credits }: Row) => (report && report.spent > 0 ? credits[model] / report.spent : null);
  const others = valuesOf(attributionModel).filter((other) => other !== model);
  return [
    ...(isKind
      ? []
      : [{ title: t('a_touch'), render: (row: Row) => say(row.label), csv: (row: Row) => say(row.label) }]),
    { title: t('a_kind'), render: ({ kind }) => say(touchKind[kind]), csv: ({ kind }) => say(touchKind[kind]) },
    {
      title: t('a_orders'),
      number: true,
      render: (row) =>
        row.orders === 0 ? (
          formatCount(0)
        ) : (
          <Button type="link" size="small" style={{ padding: 0 }} onClick={() => open(keyOf(row))}>
            {formatCount(row.orders)}
          </Button>
        ),
      csv: ({ orders }) => orders,
    },
    {
      title: t('a_buyers'),
      number: true,
      render: (row) => (
        <PeopleLink of="analytics.attribution" values={{ ...asked, touch: keyOf(row) }} count={row.buyers} />
      ),
      csv: ({ buyers }) => buyers,
    },
    {
      title: `${t('a_credit')} · ${say(attributionModel[model])}`,
      number: true,
      render: ({ credits, before }) =>
        before === null ? (
          <Money fen={credits[model]} strong />
        ) : (
          <span className="hs-two-lines">
            <Money fen={credits[model]} strong />
            <span className="hs-faint hs-small">{t('was', { before: formatYuan(before.credits[model]) })}</span>
          </span>
        ),
      csv: ({ credits }) => credits[model] / 100,
    },
    ...(report?.before
      ? [
          {
            title: `${t('a_credit')} · ${say(attributionModel[model])} · ${t('a_then')}`,
            render: null,
            csv: ({ before }: Row) => (before === null ? null : before.credits[model] / 100),
          },
        ]
      : []),
    { title: t('a_part'), number: true, render: (row) => formatPercent(part(row)), csv: part },
    ...others.map(
      (other): GridColumn<Row> => ({
        title: say(attributionModel[other]),
        number: true,
        render: ({ credits }) => (
          <span className="hs-soft">
            <Money fen={credits[other]} />
          </span>
        ),
        csv: ({ credits }) => credits[other] / 100,
      }),
    ),
  ];
}
