import './interval-bar.css';

type IntervalBarProps = {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
  /** What the end of the bar stands for; the same for all that are compared by eye. */
  readonly reach: number;
  readonly lowerIsBetter: boolean;
  readonly words: string;
};

/** A difference as a point on its interval, zero in the middle: whoever sees it cross zero sees that it is not sure. */
export function IntervalBar({ estimate, low, high, reach, lowerIsBetter, words }: IntervalBarProps) {
  const at = (value: number) => `${((value + reach) / (2 * reach)) * 100}%`;
  const sure = low > 0 || high < 0;
  const good = estimate > 0 !== lowerIsBetter;
  const color = !sure ? 'var(--hs-warning)' : good ? 'var(--hs-success)' : 'var(--hs-danger)';
  return (
    <span className="hs-interval-bar" role="img" aria-label={words}>
      <span className="hs-interval-bar-axis" />
      <span className="hs-interval-bar-zero" />
      <span
        className="hs-interval-bar-range"
        style={{ left: at(low), width: `${((high - low) / (2 * reach)) * 100}%`, background: color }}
      />
      <span className="hs-interval-bar-point" style={{ left: at(estimate), background: color }} />
    </span>
  );
}
