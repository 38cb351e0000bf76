import { Panel } from '../../../ui/detail/key-figures.tsx';
import { Money } from '../../../ui/figures.tsx';
import { formatYuan } from '../../../ui/format.ts';
import { Picture } from '../../../ui/picture.tsx';
import { Grid } from '../../../ui/report/grid.tsx';
import { useWords } from '../../../ui/words.ts';
import type { Simulation } from './simulator.tsx';
import { useSimulatorText } from './texts.ts';

/** Each line with what fell on it, and what each of its pieces costs: what a refund would give back. */
export function LineTable({ answer: { quote, goods } }: { readonly answer: Simulation }) {
  const t = useSimulatorText();
  const say = useWords();
  const facts = new Map(goods.map((one) => [one.skuId, one]));
  const onLine = (skuId: string) =>
    quote.steps.flatMap(({ source, offerId, label, on }) =>
      on.filter((one) => one.skuId === skuId).map(({ amount }) => ({ key: `${source} ${offerId}`, label, amount })),
    );
  return (
    <Panel title={t('lines')} flush>
      <Grid
        rows={quote.lines}
        rowKey={({ skuId }) => skuId}
        columns={[
          {
            title: t('product'),
            render: ({ skuId, quantity }) => {
              const one = facts.get(skuId);
              return (
                <span className="hs-simulator-product">
                  <Picture src={one?.image} size={36} />
                  <span className="hs-two-lines">
                    <span>{one?.name}</span>
                    <span className="hs-faint hs-small">{[...(one?.values ?? []), `×${quantity}`].join(' ')}</span>
                  </span>
                </span>
              );
            },
          },
          { title: t('unit'), number: true, render: ({ listPrice }) => <Money fen={listPrice} /> },
          {
            title: t('taken_off'),
            render: ({ skuId }) => (
              <span className="hs-simulator-taken">
                {onLine(skuId).map(({ key, label, amount }) => (
                  <span key={key}>
                    <span>{say(label)}</span>
                    <span className="hs-number">-{formatYuan(amount)}</span>
                  </span>
                ))}
                {onLine(skuId).length === 0 && <span className="hs-faint">–</span>}
              </span>
            ),
          },
          { title: t('line_payable'), number: true, render: ({ payable }) => <Money fen={payable} strong /> },
          {
            title: t('each'),
            number: true,
            render: ({ units }) => (
              <span className="hs-two-lines">
                {units.map(({ count, fen }) => (
                  <span key={fen} className="hs-nowrap">
                    {formatYuan(fen)} × {count}
                  </span>
                ))}
              </span>
            ),
          },
        ]}
      />
    </Panel>
  );
}
