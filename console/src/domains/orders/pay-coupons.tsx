import { Panel } from '../../ui/detail/key-figures.tsx';
import { Money } from '../../ui/figures.tsx';
import type { Order } from './order-drawer.tsx';
import { useOrderText } from './texts.ts';

/** Who paid what: she, the coupons of WeChat Pay, and what of it WeChat hands on to the shop. */
export function PayCoupons({ order: { paid, payCoupons, refunds } }: { readonly order: Order }) {
  const t = useOrderText();
  if (payCoupons === null) return null;
  const back = refunds.filter(({ state, payerAmount }) => state === 'done' && payerAmount !== null);
  const rows = [
    { key: 'payer', label: t('payer_paid'), fen: payCoupons.payerPaid },
    ...payCoupons.coupons.map(({ name, amount }, n) => ({ key: `off-${n}`, label: name, fen: amount })),
    { key: 'paid', label: t('total_paid'), fen: paid },
    ...(payCoupons.settled === null ? [] : [{ key: 'settled', label: t('settled'), fen: payCoupons.settled }]),
    ...back.flatMap(({ id, amount, payerAmount }) => [
      { key: `${id}-payer`, label: t('refund_to_payer'), fen: -(payerAmount ?? amount) },
      { key: `${id}-coupons`, label: t('refund_to_coupons'), fen: (payerAmount ?? amount) - amount },
    ]),
  ];
  return (
    <Panel title={t('pay_coupons')}>
      <div className="hs-stack" style={{ gap: 8 }}>
        {rows.map(({ key, label, fen }) => (
          <div key={key} className="hs-inline" style={{ justifyContent: 'space-between' }}>
            <span className="hs-soft">{label}</span>
            <Money fen={fen} />
          </div>
        ))}
      </div>
      <p className="hs-small hs-soft">{t('pay_coupons_hint')}</p>
    </Panel>
  );
}
