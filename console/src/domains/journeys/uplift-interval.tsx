import { useLanguage } from '../../ui/figures.tsx';
import { formatPoints } from '../../ui/format.ts';
import type { Language } from '../../ui/language.ts';
import type { Tone } from '../../ui/state-tag.tsx';
import type { Result } from './journey-result.tsx';
import { useJourneyText } from './texts.ts';
import './uplift-interval.css';

/** The uplift as a point on its interval, with zero marked: whoever sees the bar cross zero sees that it is not sure. */
export function UpliftInterval({ uplift }: { readonly uplift: Omit<Result['uplift'], 'text' | 'verdict'> }) {
  const t = useJourneyText();
  const language = useLanguage();
  const reach = Math.max(Math.abs(uplift.low), Math.abs(uplift.high), 1) * 1.15;
  const at = (points: number) => `${((points + reach) / (2 * reach)) * 100}%`;
  const color = uplift.low > 0 ? 'var(--hs-success)' : uplift.high < 0 ? 'var(--hs-danger)' : 'var(--hs-warning)';
  const words = `${pointsOf(uplift.points, language)} (${pointsOf(uplift.low, language)} – ${pointsOf(uplift.high, language)})`;
  return (
    <div className="hs-interval" role="img" aria-label={words} title={words}>
      <div className="hs-interval-axis" />
      <div
        className="hs-interval-range"
        style={{
          left: at(uplift.low),
          width: `${((uplift.high - uplift.low) / (2 * reach)) * 100}%`,
          background: color,
        }}
      />
      <div className="hs-interval-zero" style={{ left: '50%' }}>
        <span className="hs-interval-label">{t('no_change')}</span>
      </div>
      <div className="hs-interval-point" style={{ left: at(uplift.points), background: color }} />
    </div>
  );
}

/** The server tells the uplift in points of percent already: 13.7, not 0.137. */
export const pointsOf = (points: number, language: Language): string => formatPoints(points / 100, language);

export const verdictTones: Readonly<Record<Result['uplift']['verdict'], Tone>> = {
  better: 'good',
  worse: 'bad',
  unclear: 'warn',
  too_few: 'neutral',
};
