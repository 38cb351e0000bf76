import { valuesOf } from '@huoshui/contracts/words';
import { discountLayer } from '@huoshui/contracts/words/pricing';
import { Panel } from '../../../ui/detail/key-figures.tsx';
import { Money } from '../../../ui/figures.tsx';
import { formatYuan } from '../../../ui/format.ts';
import { Grid } from '../../../ui/report/grid.tsx';
import { StateTag } from '../../../ui/state-tag.tsx';
import { useWords } from '../../../ui/words.ts';
import type { Waterfall } from './simulator.tsx';
import { useSimulatorText } from './texts.ts';

type ComparisonProps = { readonly now: Waterfall; readonly before: Waterfall };

/** The same cart with what is supposed and without it, layer by layer. */
export function Comparison({ now, before }: ComparisonProps) {
  const t = useSimulatorText();
  const say = useWords();
  const layer = (name: string, quote: Waterfall) =>
    -quote.steps.reduce((sum, step) => (step.layer === name ? sum + step.amount : sum), 0);
  const rows = [
    { name: t('list'), now: now.list, before: before.list },
    ...valuesOf(discountLayer)
      .filter((name) => name !== 'shipping')
      .map((name) => ({ name: say(discountLayer[name]), now: layer(name, now), before: layer(name, before) })),
    {
      name: t('freight'),
      now: now.shippingFee + layer('shipping', now),
      before: before.shippingFee + layer('shipping', before),
    },
    { name: t('payable'), now: now.payable, before: before.payable },
  ].filter((row) => row.now !== 0 || row.before !== 0);
  const change = now.payable - before.payable;
  const told =
    change === 0 ? t('same') : t(change < 0 ? 'cheaper' : 'dearer', { amount: formatYuan(Math.abs(change)) });
  return (
    <Panel title={t('compare')} extra={<StateTag tone={change < 0 ? 'good' : 'neutral'}>{told}</StateTag>} flush>
      <Grid
        rows={rows}
        rowKey={({ name }) => name}
        columns={[
          { title: '', render: ({ name }) => name },
          { title: t('without_it'), number: true, render: (row) => <Money fen={row.before} /> },
          { title: t('with_it'), number: true, render: (row) => <Money fen={row.now} /> },
          {
            title: t('difference'),
            number: true,
            render: (row) =>
              row.now === row.before ? (
                <span className="hs-faint">–</span>
              ) : (
                <Money fen={row.now - row.before} strong />
              ),
          },
        ]}
      />
    </Panel>
  );
}
