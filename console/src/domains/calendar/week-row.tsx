import { plannedState } from '@huoshui/contracts/words/calendar';
import { Link } from 'react-router';
import { formatTime, shanghaiDay } from '../../ui/calendar.ts';
import { formatCount } from '../../ui/format.ts';
import { now } from '../../ui/now.ts';
import { useWords } from '../../ui/words.ts';
import type { Load, Packing, Planned } from './calendar-page.tsx';
import { isFull, type PackedDay } from './packed.ts';
import { useCalendarText } from './texts.ts';
import type { Bar, Week } from './weeks.ts';

type WeekRowProps = {
  readonly week: Week<Planned>;
  /** The month that is shown, `2026-11`: days of others are fainter. Null: one week. */
  readonly month: string | null;
  /** At most so many bars under one another; null: all. */
  readonly lanes: number | null;
  readonly loads: ReadonlyMap<string, Load>;
  readonly packed: ReadonlyMap<string, PackedDay<Packing>>;
  readonly onMore: () => void;
};

/** Seven days with the bars of what runs on them. */
export function WeekRow({ week, month, lanes, loads, packed, onMore }: WeekRowProps) {
  const t = useCalendarText();
  const today = shanghaiDay(now());
  // The line that says one more stands there takes the place of that one.
  const most = lanes === null || week.lanes <= lanes + 1 ? week.lanes : lanes;
  const shown = week.bars.filter(({ lane }) => lane < most);
  const hidden = week.bars.length - shown.length;
  return (
    <div className={month === null ? 'hs-calendar-week hs-calendar-tall' : 'hs-calendar-week'}>
      <div className="hs-calendar-days">
        {week.days.map((day) => (
          <span
            key={day}
            className={[
              day === today ? 'hs-calendar-today' : '',
              month !== null && !day.startsWith(month) ? 'hs-calendar-far' : '',
            ].join(' ')}
          >
            <span>{Number(day.slice(8))}</span>
            <DayLoad load={loads.get(day)} />
            <DayPacked packed={packed.get(day)} />
          </span>
        ))}
      </div>
      <div className="hs-calendar-bars">
        {shown.map((bar) => (
          <PlannedBar key={`${bar.of.kind} ${bar.of.id} ${bar.of.startsAt}`} bar={bar} />
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

function PlannedBar({ bar: { of, lane, column, days, before, after } }: { readonly bar: Bar<Planned> }) {
  const t = useCalendarText();
  const say = useWords();
  const state = say(plannedState[of.state]);
  const runs = whenOf(t, of);
  const ends = `${before ? ' hs-rule-bar-before' : ''}${after ? ' hs-rule-bar-after' : ''}`;
  return (
    <Link
      to={of.to}
      className={`hs-rule-bar hs-rule-bar-${of.state} hs-rule-bar-${of.kind}${ends}`}
      style={{ gridRow: lane + 1, gridColumn: `${column + 1} / span ${days}` }}
      title={`${say(of.badge)} · ${of.label} · ${state} · ${runs}`}
    >
      <span>{of.startsAt === of.endsAt ? formatTime(of.startsAt).slice(-5) : state}</span>
      <span>{of.label}</span>
    </Link>
  );
}

/** How many marketing messages go out on a day: those that went, and those known to wait for it. */
function DayLoad({ load }: { readonly load: Load | undefined }) {
  const t = useCalendarText();
  if (load === undefined || load.sent + load.waiting === 0) return null;
  const { sent, waiting } = load;
  return (
    <small
      className="hs-calendar-load"
      title={t('load_hint', { sent: formatCount(sent), waiting: formatCount(waiting) })}
    >
      {t(waiting === 0 ? 'sent' : sent === 0 ? 'waiting' : 'sent_and_waiting', {
        sent: formatCount(sent),
        waiting: formatCount(waiting),
      })}
    </small>
  );
}

/** What activities took of the day, and what they may take; full where one of them takes no more. */
function DayPacked({ packed }: { readonly packed: PackedDay<Packing> | undefined }) {
  const t = useCalendarText();
  if (packed === undefined) return null;
  const { taken, most, of } = packed;
  const sum = most === null ? formatCount(taken) : `${formatCount(taken)}/${formatCount(most)}`;
  const list = of.map((one) => `${one.label} ${one.taken}${one.most === null ? '' : `/${one.most}`}`).join(' · ');
  return (
    <small
      className={of.some(isFull) ? 'hs-calendar-load hs-calendar-full' : 'hs-calendar-load'}
      title={t('packed_day_hint', { list })}
    >
      {t('packed_day', { sum })}
    </small>
  );
}

/** From when to when, or the moment at which it happens. */
export function whenOf(t: ReturnType<typeof useCalendarText>, { startsAt, endsAt }: Planned): string {
  return startsAt === endsAt ? formatTime(startsAt) : t('runs', { from: formatTime(startsAt), to: formatTime(endsAt) });
}
