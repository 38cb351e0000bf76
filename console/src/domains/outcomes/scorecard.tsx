import { upliftVerdict } from '@huoshui/contracts/words/journeys';
import { costKind, noUplift, type ScorecardKind } from '@huoshui/contracts/words/scorecards';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { type Answer, api } from '../../ground/api.ts';
import { PeopleLink } from '../../ground/people-link.tsx';
import { KeyFigures, Panel } from '../../ui/detail/key-figures.tsx';
import { Money } from '../../ui/figures.tsx';
import { formatCount, formatPercent, formatYuan } from '../../ui/format.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { SaveTable } from '../../ui/save-table.tsx';
import { StateTag } from '../../ui/state-tag.tsx';
import { useWords } from '../../ui/words.ts';
import { UpliftInterval, verdictTones } from '../journeys/index.ts';
import { useScorecardText } from './scorecard-texts.ts';

type Card = Answer<'GET /api/admin/scorecards/:name'>;
type Of = { readonly kind: ScorecardKind; readonly id: string };

/** What any play came to: the same figures in the same places, whatever it is. */
export function Scorecard({ kind, id }: Of) {
  const query = useQuery({
    queryKey: ['scorecards', kind, id],
    queryFn: async () => api('GET /api/admin/scorecards/:name', { params: { name: kind }, query: { id } }),
  });
  return <Loaded query={query}>{(card) => <Shown card={card} />}</Loaded>;
}

function Shown({ card }: { readonly card: Card }) {
  const t = useScorecardText();
  const say = useWords();
  const { uplift, noUplift: why, counted } = card;
  const figures = useFigures(card);
  const file = () => ({
    name: t('title'),
    tables: [{ header: figures.map(({ label }) => label), rows: [figures.map(({ cell }) => cell)] }],
  });
  return (
    <>
      <KeyFigures figures={figures} />
      <Panel extra={<SaveTable size="small" file={file} />} title={t('title')}>
        {uplift === null ? (
          why !== null && <span>{say(noUplift[why])}</span>
        ) : (
          <>
            <span className="hs-inline">
              <StateTag tone={verdictTones[uplift.verdict]}>{say(upliftVerdict[uplift.verdict])}</StateTag>
              {say(uplift.text)}
            </span>
            <UpliftInterval uplift={uplift} />
          </>
        )}
        <p className="hs-faint hs-small">{say(counted)}</p>
      </Panel>
    </>
  );
}

type Figure = {
  readonly label: string;
  readonly value: ReactNode;
  readonly note?: ReactNode;
  readonly cell: number | null;
};

/** Each with its number for the file, money in yuan. */
function useFigures(card: Card): readonly Figure[] {
  const t = useScorecardText();
  const say = useWords();
  const { seen, heldOut, joined, newMembers, firstOrders, buyers, orders, revenue, cost, costs, cac, uplift, who } =
    card;
  const people = (count: number, of: Card['who']['seen']) =>
    of === null ? formatCount(count) : <PeopleLink of={of.of} values={of.values} count={count} />;
  const revenueMore = uplift?.revenue ?? null;
  return [
    {
      label: t('seen'),
      value: seen === null ? '–' : people(seen, who.seen),
      note:
        seen === null ? (
          t('seen_unknown')
        ) : heldOut === null ? undefined : (
          <>
            {t('held_out')} {people(heldOut, who.heldOut)}
          </>
        ),
      cell: seen,
    },
    {
      label: t('joined'),
      value: people(joined, who.joined),
      note: seen === null || seen === 0 ? undefined : t('of_seen', { rate: formatPercent(joined / seen) }),
      cell: joined,
    },
    {
      label: t('new_members'),
      value: newMembers === null ? '–' : formatCount(newMembers),
      note: t(newMembers === null ? 'not_for_new' : 'new_members_note'),
      cell: newMembers,
    },
    { label: t('first_orders'), value: formatCount(firstOrders), note: t('first_orders_note'), cell: firstOrders },
    { label: t('orders'), value: formatCount(orders), note: t('buyers', { count: formatCount(buyers) }), cell: orders },
    { label: t('revenue'), value: <Money fen={revenue} />, note: t('revenue_note'), cell: revenue / 100 },
    {
      label: t('cost'),
      value: <Money fen={cost} />,
      note:
        costs.length === 0
          ? t('nothing_spent')
          : costs.map(({ kind, fen }) => `${say(costKind[kind])} ${formatYuan(fen)}`).join(' · '),
      cell: cost / 100,
    },
    {
      label: t('cac'),
      value: cac === null ? '–' : <Money fen={cac} />,
      note: cac === null ? t('cac_none') : t('cac_note', { count: formatCount(firstOrders) }),
      cell: cac === null ? null : cac / 100,
    },
    {
      label: t('extra'),
      value: revenueMore === null ? t('no_extra') : <Money fen={revenueMore.value} />,
      note:
        revenueMore === null
          ? undefined
          : t('interval', { low: formatYuan(revenueMore.low), high: formatYuan(revenueMore.high) }),
      cell: revenueMore === null ? null : revenueMore.value / 100,
    },
  ];
}
