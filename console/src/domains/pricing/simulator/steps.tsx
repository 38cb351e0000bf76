import { discountBase, discountLayer, funder } from '@huoshui/contracts/words/pricing';
import { Panel } from '../../../ui/detail/key-figures.tsx';
import { formatYuan } from '../../../ui/format.ts';
import { StateTag } from '../../../ui/state-tag.tsx';
import { useWords } from '../../../ui/words.ts';
import type { Simulation, Waterfall } from './simulator.tsx';
import { useSimulatorText } from './texts.ts';

type Step = Waterfall['steps'][number];

/** From the list price to what is paid: each rule in its layer, what it looked at, and who bears it. */
export function Steps({ answer: { quote } }: { readonly answer: Simulation }) {
  const t = useSimulatorText();
  const say = useWords();
  const widest = Math.max(1, quote.list, quote.goods + quote.shippingFee);
  const goods = quote.steps.filter(({ layer }) => layer !== 'shipping');
  const shipping = quote.steps.filter(({ layer }) => layer === 'shipping');
  let left = quote.list;
  const after = (amount: number) => {
    left -= amount;
    return left;
  };
  return (
    <Panel title={t('waterfall')}>
      <ol className="hs-simulator-steps">
        <SumRow label={t('list')} fen={quote.list} widest={widest} />
        {goods.map((step) => (
          <StepRow key={`${step.source} ${step.offerId}`} step={step} from={after(step.amount)} widest={widest} />
        ))}
        {goods.length > 0 && <SumRow label={t('goods')} fen={quote.goods} widest={widest} />}
        {quote.shippingFee > 0 && (
          <li className="hs-step-more">
            <span className="hs-step-name">{t('freight')}</span>
            <Bar from={quote.goods} wide={quote.shippingFee} widest={widest} />
            <span className="hs-number">+{formatYuan(quote.shippingFee)}</span>
          </li>
        )}
        {shipping.map((step, at) => (
          <StepRow
            key={`${step.source} ${step.offerId}`}
            step={step}
            from={
              quote.goods + quote.shippingFee - shipping.slice(0, at + 1).reduce((sum, { amount }) => sum + amount, 0)
            }
            widest={widest}
          />
        ))}
        <SumRow label={t('payable')} fen={quote.payable} widest={widest} last />
      </ol>
      {quote.gifts.map((gift) => (
        <p key={`${gift.offerId} ${gift.skuId}`} style={{ margin: '8px 0 0' }}>
          {say(gift.label)} {gift.supposed && <StateTag tone="info">{t('if_live')}</StateTag>}{' '}
          <span className="hs-soft hs-small">
            {say(gift.badge)} · {gift.name} × {gift.quantity} · {t('gift_worth', { worth: formatYuan(gift.worth) })}
            {gift.short > 0 && ` · ${t('gift_short', { count: gift.short })}`}
          </span>
        </p>
      ))}
    </Panel>
  );
}

type SumRowProps = {
  readonly label: string;
  readonly fen: number;
  readonly widest: number;
  readonly last?: boolean;
};

function SumRow({ label, fen, widest, last = false }: SumRowProps) {
  return (
    <li className={last ? 'hs-step-sum hs-step-last' : 'hs-step-sum'}>
      <span className="hs-step-name">{label}</span>
      <Bar from={0} wide={fen} widest={widest} />
      <span className="hs-number">{formatYuan(fen)}</span>
    </li>
  );
}

function StepRow({ step, from, widest }: { readonly step: Step; readonly from: number; readonly widest: number }) {
  const t = useSimulatorText();
  const say = useWords();
  return (
    <li className="hs-step-less">
      <span className="hs-step-name">
        <span>
          {say(step.label)} {step.supposed && <StateTag tone="info">{t('if_live')}</StateTag>}
        </span>
        <span className="hs-faint hs-small">
          {say(discountLayer[step.layer])} · {say(step.badge)} · {say(funder[step.funder])}
        </span>
        <span className="hs-faint hs-small">{useLookedAt(step)}</span>
      </span>
      <Bar from={from} wide={step.amount} widest={widest} />
      <span className="hs-number">-{formatYuan(step.amount)}</span>
    </li>
  );
}

/** What it looked at, over all lines it fell on. */
function useLookedAt({ on, layer }: Step): string {
  const t = useSimulatorText();
  const say = useWords();
  const [first] = on;
  if (first === undefined) return '';
  const base = t('looked_at', {
    base: say(discountBase[first.looksAt]),
    fen: formatYuan(on.reduce((sum, one) => sum + one.base, 0)),
  });
  if (layer === 'shipping') return t('off_freight');
  return `${base} · ${t('of_pieces', { count: on.reduce((sum, one) => sum + one.pieces, 0) })}`;
}

function Bar({ from, wide, widest }: { readonly from: number; readonly wide: number; readonly widest: number }) {
  return (
    <i aria-hidden="true">
      <b style={{ left: `${(from / widest) * 100}%`, width: `${(wide / widest) * 100}%` }} />
    </i>
  );
}
