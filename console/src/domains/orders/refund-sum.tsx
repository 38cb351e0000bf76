import { Money } from '../../ui/figures.tsx';
import { formatYuan } from '../../ui/format.ts';
import { useOrderText } from './texts.ts';

/** What is given back, and beside it what was asked for where that was more. */
export function RefundAmount({
  refund,
}: {
  readonly refund: { readonly amount: number; readonly asked: number | null };
}) {
  const t = useOrderText();
  return (
    <span className="hs-two-lines">
      <Money fen={refund.amount} strong />
      {refund.asked !== null && (
        <span className="hs-small hs-soft">{t('part_of', { amount: formatYuan(refund.asked) })}</span>
      )}
    </span>
  );
}
