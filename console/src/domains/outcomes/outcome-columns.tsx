import { noIncrement, outcomeKind, outcomeOrder } from '@huoshui/contracts/words/outcomes';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Answer } from '../../ground/api.ts';
import { PeopleLink } from '../../ground/people-link.tsx';
import { Money } from '../../ui/figures.tsx';
import { formatCount, formatYuan } from '../../ui/format.ts';
import type { GridColumn } from '../../ui/report/grid.tsx';
import { useWords } from '../../ui/words.ts';
import { useOutcomeText } from './texts.ts';

type Outcome = Answer<'POST /api/admin/reports/outcomes'>['items'][number];
type Before = NonNullable<Outcome['before']>;

const nothing = <span className="hs-faint">–</span>;

/** What it is, whom it reached, what it cost and brought; with `compare`, each figure above what it was before. */
export function useOutcomeColumns(compare: boolean): readonly GridColumn<Outcome>[] {
  const t = useOutcomeText();
  const say = useWords();
  const beside = (now: ReactNode, item: Outcome, then: (before: Before) => string | null) => {
    const told = compare && item.before ? then(item.before) : null;
    return told === null ? (
      now
    ) : (
      <span className="hs-two-lines">
        <span>{now}</span>
        <span className="hs-faint hs-small">{t('was', { before: told })}</span>
      </span>
    );
  };
  const inFile = (title: string, read: (of: Before) => number | null, unit: number): readonly GridColumn<Outcome>[] =>
    compare
      ? [
          {
            title: t('before', { figure: title }),
            render: null,
            csv: ({ before }) => {
              const value = before ? read(before) : null;
              return value === null ? null : value / unit;
            },
          },
        ]
      : [];
  const money = (title: string, read: (of: Before) => number | null): readonly GridColumn<Outcome>[] => [
    {
      title,
      number: true,
      render: (item) => {
        const fen = read(item);
        const now = fen === null ? nothing : <Money fen={fen} />;
        return beside(now, item, (before) => {
          const then = read(before);
          return then === null ? null : formatYuan(then);
        });
      },
      csv: (item) => {
        const fen = read(item);
        return fen === null ? null : fen / 100;
      },
    },
    ...inFile(title, read, 100),
  ];
  return [
    {
      title: t('name'),
      render: ({ name, to, kind }) => (
        <span className="hs-two-lines">
          <Link to={to}>{say(name)}</Link>
          <span className="hs-faint hs-small">{say(outcomeKind[kind])}</span>
        </span>
      ),
      csv: ({ name }) => say(name),
    },
    {
      title: say(outcomeOrder.people),
      number: true,
      render: (item) => {
        const { people, who } = item;
        const now = who ? <PeopleLink of={who.of} values={who.values} count={people} /> : formatCount(people);
        return beside(now, item, (before) => formatCount(before.people));
      },
      csv: ({ people }) => people,
    },
    ...inFile(say(outcomeOrder.people), ({ people }) => people, 1),
    ...money(say(outcomeOrder.cost), ({ cost }) => cost),
    ...money(say(outcomeOrder.sales), ({ sales }) => sales),
    {
      title: say(outcomeOrder.newMembers),
      number: true,
      render: (item) =>
        beside(item.newMembers === null ? nothing : formatCount(item.newMembers), item, ({ newMembers }) =>
          newMembers === null ? null : formatCount(newMembers),
        ),
      csv: ({ newMembers }) => newMembers,
    },
    ...inFile(say(outcomeOrder.newMembers), ({ newMembers }) => newMembers, 1),
    ...money(say(outcomeOrder.cac), ({ cac }) => cac),
    {
      title: say(outcomeOrder.extra),
      number: true,
      render: ({ extra, noIncrement: why }) =>
        extra === null ? (
          <span className="hs-faint">{why === null ? '–' : say(noIncrement[why])}</span>
        ) : (
          <span className="hs-two-lines">
            <Money fen={extra.value} />
            <span className="hs-faint hs-small">
              {t('extra_range', { low: formatYuan(extra.low), high: formatYuan(extra.high) })}
            </span>
          </span>
        ),
      csv: ({ extra, noIncrement: why }) =>
        extra === null ? (why === null ? null : say(noIncrement[why])) : extra.value / 100,
    },
    {
      title: say(outcomeOrder.returnOnCost),
      number: true,
      render: ({ returnOnCost }) =>
        returnOnCost === null ? nothing : formatYuan(Math.round(returnOnCost.value * 100)),
      csv: ({ returnOnCost }) => returnOnCost?.value ?? null,
    },
  ];
}
