import { discountBase, funder } from '@huoshui/contracts/words/pricing';
import { Panel } from '../../ui/detail/key-figures.tsx';
import { Money } from '../../ui/figures.tsx';
import { formatYuan } from '../../ui/format.ts';
import { Grid } from '../../ui/report/grid.tsx';
import { useWords } from '../../ui/words.ts';
import type { Order } from './order-drawer.tsx';
import { useOrderText } from './texts.ts';

/** Every rule on every line: what it looked at, what it took off, and who bears it. Nothing where nothing was taken off. */
export function AppliedRules({ order }: { readonly order: Order }) {
  const t = useOrderText();
  const say = useWords();
  if (order.applications.length === 0) return null;
  const goods = new Map(order.lines.map(({ id, name, values }) => [id, [name, ...values].join(' ')]));
  return (
    <Panel title={t('applied_rules')} flush>
      <Grid
        rows={order.applications}
        rowKey={({ source, offerId, lineId }) => `${source} ${offerId} ${lineId}`}
        columns={[
          {
            title: t('rule'),
            render: ({ badge, label }) => (
              <span className="hs-two-lines">
                <span>{say(label)}</span>
                <span className="hs-faint hs-small">{say(badge)}</span>
              </span>
            ),
          },
          {
            title: t('fell_on'),
            render: ({ lineId, pieces }) =>
              lineId === null ? (
                t('shipping_fee')
              ) : (
                <span className="hs-two-lines">
                  <span>{goods.get(lineId)}</span>
                  <span className="hs-faint hs-small">{t('pieces_of_it', { count: pieces })}</span>
                </span>
              ),
          },
          {
            title: t('looked_at'),
            number: true,
            render: ({ looksAt, base }) => (
              <span className="hs-two-lines">
                <span>{formatYuan(base)}</span>
                <span className="hs-faint hs-small">{say(discountBase[looksAt])}</span>
              </span>
            ),
          },
          { title: t('taken_off'), number: true, render: ({ amount }) => <Money fen={amount} /> },
          { title: t('borne_by'), render: (one) => say(funder[one.funder]) },
        ]}
      />
    </Panel>
  );
}
