import { byPlace } from '../../ui/by-place.ts';
import { formatPercent } from '../../ui/format.ts';
import type { FunnelPeople, FunnelStep } from './funnel.tsx';
import { useAnalyticsText } from './texts.ts';
import './analytics.css';

/** A bar a step, and between two bars how many were lost. */
export function FunnelBars({
  steps,
  nameOf,
  people,
}: {
  readonly steps: readonly FunnelStep[];
  readonly nameOf: (event: string) => string;
  readonly people: FunnelPeople;
}) {
  const t = useAnalyticsText();
  const first = steps[0]?.persons ?? 0;
  return (
    <div className="hs-funnel">
      {byPlace(steps).map(({ place, index, item: step }) => {
        const before = steps[index - 1];
        return (
          <div key={place}>
            {before && (
              <div className="hs-funnel-drop">
                ↓ {formatPercent(step.fromPrevious)} · {t('lost')}{' '}
                <b>{people({ step: index, lost: true, count: before.persons - step.persons })}</b>
              </div>
            )}
            <div className="hs-funnel-step">
              <span className="hs-two-lines">
                <span className="hs-ellipsis">{nameOf(step.event)}</span>
                <span className="hs-faint hs-small">{t('step', { n: index + 1 })}</span>
              </span>
              <span className="hs-funnel-bar">
                <i style={{ width: `${first === 0 ? 0 : (step.persons / first) * 100}%` }} />
              </span>
              <strong className="hs-number">{people({ step: index + 1, count: step.persons })}</strong>
              <span className="hs-number hs-soft">{formatPercent(step.fromFirst)}</span>
            </div>
          </div>
        );
      })}
    </div>
  );
}
