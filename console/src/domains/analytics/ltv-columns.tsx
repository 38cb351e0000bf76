import { Button } from 'antd';
import type { PeopleValues } from '../../ground/people-address.ts';
import { PeopleLink } from '../../ground/people-link.tsx';
import { Money } from '../../ui/figures.tsx';
import { formatYuan } from '../../ui/format.ts';
import type { GridColumn } from '../../ui/report/grid.tsx';
import { useWords } from '../../ui/words.ts';
import type { LtvGroup } from './ltv.tsx';
import { useMoneyText } from './money-texts.ts';

type Given = {
  readonly period: 'month' | 'week';
  readonly asked: PeopleValues;
  readonly onShow: (key: string) => void;
};

/** What brought them, how many, at what cost, and what each came to spend. */
export function useSourceColumns({ period, asked, onShow }: Given): readonly GridColumn<LtvGroup>[] {
  const t = useMoneyText();
  const say = useWords();
  const fen = (value: number | null) => (value === null ? <span className="hs-faint">–</span> : <Money fen={value} />);
  const inFile = (value: number | null) => (value === null ? null : value / 100);
  const lastOf = ({ curve }: LtvGroup) => curve.filter(({ each }) => each !== null).at(-1);
  const backOf = ({ payback, cac }: LtvGroup) =>
    cac === null ? '–' : payback === null ? t('l_not_back') : t('l_back', { n: payback, period: t(`l_${period}`) });
  const nth = (n: number) => t(period === 'month' ? 'l_nth_month' : 'l_nth_week', { n });
  return [
    {
      title: t('l_source'),
      render: ({ key, label }) => (
        <Button
          type="link"
          size="small"
          style={{ padding: 0 }}
          aria-label={`${t('l_show')}: ${say(label)}`}
          onClick={() => onShow(key)}
        >
          {say(label)}
        </Button>
      ),
      csv: ({ label }) => say(label),
    },
    {
      title: t('l_members'),
      number: true,
      render: ({ key, members }) => (
        <PeopleLink of="analytics.ltv" values={key === '' ? asked : { ...asked, source: `=${key}` }} count={members} />
      ),
      csv: ({ members }) => members,
    },
    { title: t('l_cost'), number: true, render: ({ cost }) => fen(cost), csv: ({ cost }) => inFile(cost) },
    { title: t('l_cac'), number: true, render: ({ cac }) => fen(cac), csv: ({ cac }) => inFile(cac) },
    { title: t('l_payback'), render: backOf, csv: backOf },
    ...[0, 1, 3].map(
      (n): GridColumn<LtvGroup> => ({
        title: nth(n),
        number: true,
        render: ({ curve, before }) => {
          const [now, then] = [fen(curve[n]?.each ?? null), before?.each[n] ?? null];
          return then === null ? (
            now
          ) : (
            <span className="hs-two-lines">
              <span>{now}</span>
              <span className="hs-faint hs-small">{t('was', { before: formatYuan(then) })}</span>
            </span>
          );
        },
        csv: ({ curve }) => inFile(curve[n]?.each ?? null),
      }),
    ),
    {
      title: t('l_now'),
      number: true,
      render: (group) => {
        const last = lastOf(group);
        return last === undefined ? (
          <span className="hs-faint">–</span>
        ) : (
          <>
            {fen(last.each)} <span className="hs-faint hs-small">{nth(last.offset)}</span>
          </>
        );
      },
      csv: (group) => inFile(lastOf(group)?.each ?? null),
    },
  ];
}
