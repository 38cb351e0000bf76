import { promotionState } from '@huoshui/contracts/words/pricing';
import { Link } from 'react-router';
import { formatTime, shanghaiDay } from '../../../ui/calendar.ts';
import { now } from '../../../ui/now.ts';
import { useWords } from '../../../ui/words.ts';
import type { Rule } from './calendar-page.tsx';
import { useCalendarText } from './texts.ts';
import type { Bar, Week } from './weeks.ts';

type WeekRowProps = {
  readonly week: Week<Rule>;
  /** The month that is shown, `2026-11`: days of others are fainter. Null: one week. */
  readonly month: string | null;
  /** At most so many bars under one another; null: all. */
  readonly lanes: number | null;
  readonly onMore: () => void;
};

/** Seven days with the bars of what runs on them. */
export function WeekRow({ week, month, lanes, onMore }: WeekRowProps) {
  const t = useCalendarText();
  const today = shanghaiDay(now());
  // The line that says one more stands there takes the place of that one.
  const most = lanes === null || week.lanes <= lanes + 1 ? week.lanes : lanes;
  const shown = week.bars.filter(({ lane }) => lane < most);
  const hidden = week.bars.length - shown.length;
  return (
    <div className={month === null ? 'hs-calendar-week hs-calendar-tall' : 'hs-calendar-week'}>
      <div className="hs-calendar-days" aria-hidden="true">
        {week.days.map((day) => (
          <span
            key={day}
            className={[
              day === today ? 'hs-calendar-today' : '',
              month !== null && !day.startsWith(month) ? 'hs-calendar-far' : '',
            ].join(' ')}
          >
            <span>{Number(day.slice(8))}</span>
          </span>
        ))}
      </div>
      <div className="hs-calendar-bars">
        {shown.map((bar) => (
          <RuleBar key={`${bar.of.source} ${bar.of.offerId}`} bar={bar} />
        ))}
        {hidden > 0 && (
          <button type="button" className="hs-calendar-more" style={{ gridRow: most + 1 }} onClick={onMore}>
            {t('more', { count: hidden })}
          </button>
        )}
      </div>
    </div>
  );
}

function RuleBar({ bar: { of, lane, column, days, before, after } }: { readonly bar: Bar<Rule> }) {
  const t = useCalendarText();
  const say = useWords();
  const state = say(promotionState[of.state]);
  const runs = t('runs', { from: formatTime(of.startsAt), to: formatTime(of.endsAt) });
  const ends = `${before ? ' hs-rule-bar-before' : ''}${after ? ' hs-rule-bar-after' : ''}`;
  return (
    <Link
      to={of.source === 'coupons' ? `/coupons/${of.offerId}` : `/promotions/${of.offerId}`}
      className={`hs-rule-bar hs-rule-bar-${of.state}${of.source === 'coupons' ? ' hs-rule-bar-coupon' : ''}${ends}`}
      style={{ gridRow: lane + 1, gridColumn: `${column + 1} / span ${days}` }}
      title={`${say(of.badge)} · ${of.label} · ${state} · ${runs}`}
    >
      <span>{state}</span>
      <span>{of.label}</span>
    </Link>
  );
}
