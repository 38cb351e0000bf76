import { Alert } from 'antd';
import { formatYuan } from '../../../ui/format.ts';
import { Comparison } from './comparison.tsx';
import { LineTable } from './line-table.tsx';
import { Rejected } from './rejected.tsx';
import type { Setting } from './setting.ts';
import type { Change, Simulation } from './simulator.tsx';
import { Steps } from './steps.tsx';
import { useSimulatorText } from './texts.ts';

type ResultProps = { readonly answer: Simulation; readonly setting: Setting; readonly change: Change };

/** The sum first, then how it comes about, then what each piece costs, then what was not used. */
export function Result({ answer, setting, change }: ResultProps) {
  const t = useSimulatorText();
  return (
    <>
      <Warnings answer={answer} />
      <Sum answer={answer} region={setting.region} />
      {answer.without && <Comparison now={answer.quote} before={answer.without} />}
      <Steps answer={answer} />
      <LineTable answer={answer} />
      <Rejected
        quote={answer.quote}
        onUse={setting.who === 'member' ? (offerId) => change({ spend: 'chosen', coupons: [offerId] }) : undefined}
      />
      {answer.quote.bounded && <Alert type="info" showIcon title={t('bounded')} />}
    </>
  );
}

function Warnings({ answer: { goods, undeliverable, quote } }: { readonly answer: Simulation }) {
  const t = useSimulatorText();
  const nameOf = (ids: readonly string[]) =>
    goods
      .filter(({ skuId }) => ids.includes(skuId))
      .map(({ name, values }) => [name, ...values].join(' '))
      .join(t('between'));
  const short = quote.lines.filter(
    ({ skuId, quantity }) => (goods.find((one) => one.skuId === skuId)?.available ?? 0) < quantity,
  );
  return (
    <>
      {undeliverable.length > 0 && (
        <Alert
          className="hs-simulator-warning"
          type="warning"
          showIcon
          title={t('undeliverable', { names: nameOf(undeliverable) })}
        />
      )}
      {short.length > 0 && (
        <Alert
          className="hs-simulator-warning"
          type="warning"
          showIcon
          title={t('short', { names: nameOf(short.map(({ skuId }) => skuId)) })}
        />
      )}
    </>
  );
}

function Sum({ answer: { quote, to }, region }: { readonly answer: Simulation; readonly region: string }) {
  const t = useSimulatorText();
  const full = quote.list + quote.shippingFee;
  const { from, needMore } = quote.freeShipping;
  // Where every place costs the same nobody asks where it goes.
  const place = to ?? region.replace('/', '');
  return (
    <section className="hs-card hs-simulator-sum">
      <div>
        <span className="hs-soft">{t('payable')}</span>
        <strong>{formatYuan(quote.payable)}</strong>
        {quote.payable < full && (
          <span className="hs-simulator-saved">{t('saved', { amount: formatYuan(full - quote.payable) })}</span>
        )}
      </div>
      <div className="hs-soft hs-small">
        {place !== '' && <span>{t('freight_to', { to: place })}</span>}
        {from !== null && <span>{t('freight_free', { from: formatYuan(from) })}</span>}
        {needMore !== null && needMore > 0 && <span>{t('freight_need', { need: formatYuan(needMore) })}</span>}
      </div>
    </section>
  );
}
