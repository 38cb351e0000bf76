import { verdictReason } from '@huoshui/contracts/words/messaging';
import { assumedFrom } from '@huoshui/contracts/words/rehearsals';
import { Facts, KeyFigures, Panel } from '../../ui/detail/key-figures.tsx';
import { Money, Time } from '../../ui/figures.tsx';
import { formatCount, formatYuan } from '../../ui/format.ts';
import { Grid } from '../../ui/report/grid.tsx';
import { StateTag } from '../../ui/state-tag.tsx';
import { useWords } from '../../ui/words.ts';
import { RehearsalLoad } from './rehearsal-load.tsx';
import { type Rehearsal, type Result, withSign } from './rehearsal-state.tsx';
import { useRehearsalText } from './texts.ts';
import './rehearsals.css';

/** Fewer that came in say little of what would come. */
const FEW = 20;

export function RehearsalResult({ rehearsal }: { readonly rehearsal: Rehearsal }) {
  const t = useRehearsalText();
  const say = useWords();
  const { result, text } = rehearsal;
  return (
    <>
      {result && text && (
        <>
          <Panel
            title={
              <span className="hs-inline">
                <StateTag tone="warn">{t('simulated')}</StateTag>
                {say(text)}
              </span>
            }
          >
            <p className="hs-faint hs-small">{t('interval_means')}</p>
          </Panel>
          <Figures result={result} />
          <Worlds result={result} />
          <Cost result={result} />
          <RehearsalLoad result={result} />
          <Suppressed result={result} />
        </>
      )}
      <HowItWasDone rehearsal={rehearsal} />
    </>
  );
}

function Figures({ result }: { readonly result: Result }) {
  const t = useRehearsalText();
  const { shop, entered, heldOut, cost } = result;
  const ranged = (of: 'orders' | 'revenue' | 'net', format: (value: number) => string) => ({
    value: withSign(shop[of].value, format),
    note: t('interval', { low: withSign(shop[of].low, format), high: withSign(shop[of].high, format) }),
  });
  return (
    <KeyFigures
      figures={[
        { label: t('uplift_orders'), ...ranged('orders', formatCount) },
        { label: t('uplift_revenue'), ...ranged('revenue', formatYuan) },
        { label: t('uplift_net'), ...ranged('net', formatYuan) },
        {
          label: t('cost'),
          value: <Money fen={shop.cost} />,
          note: cost.couponsOpen > 0 ? t('cost_open') : undefined,
        },
        {
          label: t('entered'),
          value: formatCount(entered),
          note: entered < FEW ? t('entered_few') : t('entered_note', { count: formatCount(heldOut) }),
        },
        {
          label: t('shop_messages'),
          value: formatCount(shop.messages),
        },
      ]}
    />
  );
}

/** The same people in the same weeks, and what the difference would be in the whole shop. */
function Worlds({ result }: { readonly result: Result }) {
  const t = useRehearsalText();
  const { with: played, without, shop } = result;
  const row = (key: 'orders' | 'revenue' | 'couponMoney', label: string, format: (value: number) => string) => ({
    key,
    label,
    format,
    without: without[key],
    with: played[key],
  });
  return (
    <Panel title={t('worlds')} flush>
      <Grid
        rows={[
          row('orders', t('orders'), formatCount),
          row('revenue', t('revenue'), formatYuan),
          row('couponMoney', t('coupon_money'), formatYuan),
        ]}
        rowKey={({ key }) => key}
        columns={[
          { title: t('what'), render: ({ label }) => label },
          { title: t('without'), number: true, render: (one) => one.format(one.without) },
          { title: t('with'), number: true, render: (one) => one.format(one.with) },
          { title: t('difference'), number: true, render: (one) => withSign(one.with - one.without, one.format) },
        ]}
      />
      <p className="hs-soft hs-small hs-rehearsal-note">
        {t('likeness', { played: formatCount(shop.ordersWithout), lately: formatCount(shop.ordersLately) })}
      </p>
    </Panel>
  );
}

function Cost({ result: { cost } }: { readonly result: Result }) {
  const t = useRehearsalText();
  const rows = [
    { key: 'used', label: t('coupons_used'), count: cost.couponsUsed, fen: cost.couponMoney },
    { key: 'open', label: t('coupons_open'), count: cost.couponsLeft ?? null, fen: cost.couponsOpen },
    ...(cost.couponsLeft === undefined
      ? []
      : [
          {
            key: 'over',
            label: t('coupons_over'),
            count: cost.coupons - cost.couponsUsed - cost.couponsLeft,
            fen: 0,
          },
        ]),
    { key: 'points', label: t('points'), count: cost.points, fen: cost.pointsMoney },
    { key: 'other', label: t('other'), count: null, fen: cost.otherMoney },
    { key: 'messages', label: t('messages'), count: cost.messages, fen: cost.messageMoney },
  ];
  return (
    <Panel title={t('cost_table')} flush>
      <Grid
        rows={rows}
        rowKey={({ key }) => key}
        columns={[
          { title: t('what'), render: ({ label }) => label },
          { title: t('count'), number: true, render: ({ count }) => (count === null ? '–' : formatCount(count)) },
          { title: t('money'), number: true, render: ({ fen }) => <Money fen={fen} /> },
        ]}
      />
    </Panel>
  );
}

function Suppressed({ result: { suppressed } }: { readonly result: Result }) {
  const t = useRehearsalText();
  const say = useWords();
  if (suppressed.length === 0) return null;
  return (
    <Panel title={t('suppressed')} flush>
      <Grid
        rows={suppressed}
        rowKey={({ reason }) => reason}
        columns={[
          { title: t('reason'), render: ({ reason }) => say(verdictReason[reason]) },
          { title: t('count'), number: true, render: ({ count }) => formatCount(count) },
        ]}
      />
    </Panel>
  );
}

function HowItWasDone({ rehearsal }: { readonly rehearsal: Rehearsal }) {
  const t = useRehearsalText();
  const say = useWords();
  const { assumptions, result, seed, by, createdAt, finishedAt } = rehearsal;
  const assumed = ({ percent, from }: NonNullable<Rehearsal['assumptions']>['opens']) =>
    `${percent}% · ${say(assumedFrom[from])}`;
  return (
    <Panel title={t('assumptions')}>
      <Facts
        facts={[
          ...(assumptions
            ? [
                { label: t('assumed_response'), value: assumed(assumptions.response) },
                { label: t('assumed_opens'), value: assumed(assumptions.opens) },
              ]
            : []),
          ...(result
            ? [
                {
                  label: t('crowd'),
                  value: t('crowd_value', {
                    played: formatCount(result.played),
                    joined: formatCount(result.joined),
                    members: formatCount(result.members),
                  }),
                },
                { label: t('period'), value: t('period_value', { from: result.from, to: result.to }) },
                { label: t('took'), value: t('took_value', { seconds: String(result.seconds) }) },
              ]
            : []),
          { label: t('seed'), value: String(seed) },
          { label: t('by'), value: by },
          { label: t('created'), value: <Time at={createdAt} /> },
          ...(finishedAt === null ? [] : [{ label: t('finished'), value: <Time at={finishedAt} /> }]),
        ]}
      />
    </Panel>
  );
}
