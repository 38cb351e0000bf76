import { promotionState } from '@huoshui/contracts/words/pricing';
import { Link } from 'react-router';
import { formatTime } from '../../../ui/calendar.ts';
import { StateTag, type Tone } from '../../../ui/state-tag.tsx';
import { useWords } from '../../../ui/words.ts';
import type { Rule } from './calendar-page.tsx';
import { useCalendarText } from './texts.ts';

const tones: Readonly<Record<Rule['state'], Tone>> = { scheduled: 'info', running: 'good', ended: 'neutral' };

/** The same for a narrow screen: one under the other, in the order in which they begin. */
export function RuleLines({ rules }: { readonly rules: readonly Rule[] }) {
  const t = useCalendarText();
  const say = useWords();
  return (
    <ul className="hs-card hs-calendar-lines">
      {rules.map((rule) => (
        <li key={`${rule.source} ${rule.offerId}`}>
          <Link to={rule.source === 'coupons' ? `/coupons/${rule.offerId}` : `/promotions/${rule.offerId}`}>
            <span className="hs-two-lines">
              <span>{rule.label}</span>
              <span className="hs-faint hs-small">
                {say(rule.badge)} · {t('runs', { from: formatTime(rule.startsAt), to: formatTime(rule.endsAt) })}
              </span>
            </span>
            <StateTag tone={tones[rule.state]}>{say(promotionState[rule.state])}</StateTag>
          </Link>
        </li>
      ))}
    </ul>
  );
}
