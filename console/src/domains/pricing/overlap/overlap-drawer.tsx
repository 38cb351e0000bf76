import { discountLayer, offersMeet } from '@huoshui/contracts/words/pricing';
import { useQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import { type Answer, api } from '../../../ground/api.ts';
import { formatTime } from '../../../ui/calendar.ts';
import { KeyFigures, Panel } from '../../../ui/detail/key-figures.tsx';
import { Money } from '../../../ui/figures.tsx';
import { Loaded } from '../../../ui/loaded.tsx';
import { Grid } from '../../../ui/report/grid.tsx';
import { StateTag, type Tone } from '../../../ui/state-tag.tsx';
import { useWords } from '../../../ui/words.ts';
import { daysIn } from './days.ts';
import { useOverlapText } from './texts.ts';
import { WarningTags } from './warning-tags.tsx';

type Detail = Answer<'GET /api/admin/promotion-overlaps/:skuId'>;

/** One SKU: how low it can go and how, its offers, and each two of them together. */
export function OverlapDrawer({ skuId }: { readonly skuId: string }) {
  const [params] = useSearchParams();
  const days = daysIn(params.get('days') ?? undefined);
  const query = useQuery({
    queryKey: ['promotion-overlaps', 'one', skuId, days],
    queryFn: async () => api('GET /api/admin/promotion-overlaps/:skuId', { params: { skuId }, query: days }),
  });
  return <Loaded query={query}>{(detail) => <Told detail={detail} />}</Loaded>;
}

function Told({ detail }: { readonly detail: Detail }) {
  const t = useOverlapText();
  const say = useWords();
  const { deepest, price, cost, offers, pairs, prices } = detail;
  return (
    <>
      <p style={{ marginTop: 0 }}>
        <WarningTags warnings={detail.warnings} />
      </p>
      <KeyFigures
        figures={[
          { label: t('price'), value: <Money fen={price} /> },
          { label: t('cost'), value: cost === null ? t('cost_unknown') : <Money fen={cost} /> },
          { label: t('deepest'), value: <Money fen={deepest.fen} />, note: t('off', { percent: deepest.percentOff }) },
        ]}
      />
      <Panel title={t('how_deep')} extra={<Link to={tryOut(detail)}>{t('try')}</Link>}>
        <p className="hs-soft" style={{ marginTop: 0 }}>
          {t('how_deep_at', { at: formatTime(deepest.at), count: deepest.quantity })}
        </p>
        <ol style={{ margin: 0, paddingInlineStart: 20 }}>
          {deepest.used.map((label) => (
            <li key={say(label)}>{say(label)}</li>
          ))}
        </ol>
      </Panel>
      <Panel title={t('all')} flush>
        <Grid
          rows={offers}
          rowKey={({ source, offerId }) => `${source} ${offerId}`}
          columns={[
            {
              title: t('offers'),
              render: ({ source, offerId, label, badge, layer, automatic }) => (
                <span className="hs-two-lines">
                  <Link to={source === 'coupons' ? `/coupons/${offerId}` : `/promotions/${offerId}`}>{label}</Link>
                  <span className="hs-faint hs-small">
                    {[say(discountLayer[layer]), say(badge), ...(automatic ? [] : [t('coupon')])].join(' · ')}
                  </span>
                </span>
              ),
            },
            {
              title: t('rule'),
              render: ({ sentence, startsAt, endsAt }) => (
                <span className="hs-two-lines">
                  <span>{say(sentence)}</span>
                  <span className="hs-faint hs-small">
                    {endsAt === null
                      ? t('from_on', { from: formatTime(startsAt) })
                      : t('from_to', { from: formatTime(startsAt), to: formatTime(endsAt) })}
                  </span>
                </span>
              ),
            },
          ]}
        />
        {prices.length > 0 && (
          <p className="hs-soft hs-small" style={{ padding: '0 20px' }}>
            {t('prices')}: {prices.map(({ label }) => say(label)).join(t('between'))}
          </p>
        )}
      </Panel>
      <Pairs detail={{ offers, pairs }} />
    </>
  );
}

/** What the engine itself says: the same cart at the same moment. */
function tryOut({ skuId, deepest: { quantity, at }, offers, prices }: Detail): string {
  const given = offers.filter(({ automatic }) => !automatic).map(({ offerId }) => offerId);
  const query = new URLSearchParams({ cart: `${skuId}:${quantity}`, at: formatTime(at) });
  if (given.length > 0) query.set('given', given.slice(0, 10).join());
  const level = prices.find(({ source }) => source === 'levels');
  if (level !== undefined) {
    query.set('who', 'level');
    query.set('level', level.offerId);
  }
  return `/promotions/simulator?${query.toString()}`;
}

const tones: Readonly<Record<keyof typeof offersMeet, Tone>> = {
  stack: 'warn',
  best: 'info',
  first: 'info',
  apart: 'neutral',
  lowest: 'neutral',
};

function Pairs({ detail: { offers, pairs } }: { readonly detail: Pick<Detail, 'offers' | 'pairs'> }) {
  const t = useOverlapText();
  const say = useWords();
  const nameOf = (at: number) => offers[at]?.label ?? '';
  const shown = pairs.filter(({ one, other }) => offers[one]?.automatic || offers[other]?.automatic);
  return (
    <Panel title={t('together')}>
      {shown.length === 0 && <span className="hs-soft">{t('together_none')}</span>}
      <ul className="hs-overlap-pairs">
        {shown.map(({ one, other, how }) => (
          <li key={`${one} ${other}`}>
            <span>
              {nameOf(one)} + {nameOf(other)}
            </span>
            <StateTag tone={tones[how]}>{say(offersMeet[how])}</StateTag>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
