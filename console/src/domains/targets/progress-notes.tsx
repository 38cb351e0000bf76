import { noForecast } from '@huoshui/contracts/words/targets';
import { useLanguage } from '../../ui/figures.tsx';
import { useWords } from '../../ui/words.ts';
import { type Progress, shownOf } from './shown.ts';
import { useTargetText } from './texts.ts';

/** Whether it is in time, and where it is heading. */
export function ProgressNotes({ item }: { readonly item: Progress }) {
  const t = useTargetText();
  const say = useWords();
  const language = useLanguage();
  const { figure, forecast, byThen, dueByThen, overOn, interval } = item;
  const shown = (value: number) => shownOf(figure, value, language);
  const gap = byThen === null || dueByThen === null ? null : byThen - dueByThen;
  return (
    <>
      {gap !== null && overOn !== null && (
        <span className="hs-small" style={{ color: `var(--hs-${gap < 0 ? 'danger' : 'success'}-text, inherit)` }}>
          {t(gap < 0 ? 'behind' : 'ahead', { day: overOn.slice(5), gap: shown(Math.abs(gap)) })}
        </span>
      )}
      {forecast !== null && (
        <span className="hs-small hs-soft" title={t('forecast_how')}>
          {t('forecast', { value: shown(forecast.value), low: shown(forecast.low), high: shown(forecast.high) })}
        </span>
      )}
      {interval !== null && (
        <span className="hs-small hs-soft">
          {t('interval', { low: shown(interval.low), high: shown(interval.high) })}
        </span>
      )}
      {item.noForecast !== null && <span className="hs-small hs-faint">{say(noForecast[item.noForecast])}</span>}
    </>
  );
}
