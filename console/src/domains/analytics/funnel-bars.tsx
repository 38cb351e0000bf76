import { byPlace } from '../../ui/by-place.ts';
import { formatPercent } from '../../ui/format.ts';
import type { FunnelDetail, FunnelPeople, FunnelStep } from './funnel.tsx';
import { useAnalyticsText } from './texts.ts';
import './analytics.css';

/**
 * A bar a step, and between two bars how many were lost; whose time is not over is hatched. The days before stand as a line behind, in
 * shares of their own first step.
 */
export function FunnelBars({
  steps,
  before,
  open,
  nameOf,
  people,
}: {
  readonly steps: readonly FunnelStep[];
  readonly before?: readonly FunnelStep[] | undefined;
  readonly open?: FunnelDetail['groups'][number]['steps'] | undefined;
  readonly nameOf: (event: string) => string;
  readonly people: FunnelPeople;
}) {
  const t = useAnalyticsText();
  const first = steps[0]?.persons ?? 0;
  return (
    <div className="hs-funnel">
      {byPlace(steps).map(({ place, index, item: step }) => {
        const previous = steps[index - 1];
        const waiting = open?.[index - 1]?.open ?? 0;
        const then = before?.[index];
        return (
          <div key={place}>
            {previous && (
              <div className="hs-funnel-drop">
                ↓ {formatPercent(step.fromPrevious)} · {t('lost')}{' '}
                <b>{people({ step: index, lost: true, count: previous.persons - step.persons })}</b>
                {waiting > 0 && (
                  <span className="hs-unfinished">
                    {' · '}
                    {t('f_open')} {people({ step: index, reach: 'open', count: waiting })}
                  </span>
                )}
              </div>
            )}
            <div className="hs-funnel-step">
              <span className="hs-two-lines">
                <span className="hs-ellipsis">{nameOf(step.event)}</span>
                <span className="hs-faint hs-small">{t('step', { n: index + 1 })}</span>
              </span>
              <span className="hs-funnel-bar">
                <i style={{ width: percent(step.persons, first) }} />
                {waiting > 0 && <i className="hs-funnel-open" style={{ width: percent(waiting, first) }} />}
                {then?.fromFirst != null && (
                  <span
                    className="hs-funnel-before"
                    style={{ left: percent(then.fromFirst, 1) }}
                    title={`${t('from_first_before')} ${formatPercent(then.fromFirst)}`}
                  />
                )}
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

const percent = (part: number, whole: number): string => `${whole === 0 ? 0 : Math.min(100, (part / whole) * 100)}%`;
