import { plannedState } from '@huoshui/contracts/words/calendar';
import { Link } from 'react-router';
import { StateTag, type Tone } from '../../ui/state-tag.tsx';
import { useWords } from '../../ui/words.ts';
import type { Planned } from './calendar-page.tsx';
import { useCalendarText } from './texts.ts';
import { whenOf } from './week-row.tsx';

const tones: Readonly<Record<Planned['state'], Tone>> = { scheduled: 'info', running: 'good', ended: 'neutral' };

/** The same for a narrow screen: one under the other, in the order in which they begin. */
export function PlannedLines({ planned }: { readonly planned: readonly Planned[] }) {
  const t = useCalendarText();
  const say = useWords();
  return (
    <ul className="hs-card hs-calendar-lines">
      {planned.map((one) => (
        <li key={`${one.kind} ${one.id} ${one.startsAt}`}>
          <Link to={one.to}>
            <span className="hs-two-lines">
              <span>{one.label}</span>
              <span className="hs-faint hs-small">
                {say(one.badge)} · {whenOf(t, one)}
              </span>
            </span>
            <StateTag tone={tones[one.state]}>{say(plannedState[one.state])}</StateTag>
          </Link>
        </li>
      ))}
    </ul>
  );
}
