import { LeftOutlined, PlusOutlined, RightOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Grid, Segmented } from 'antd';
import { useNavigate } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { asDay, asOneOf } from '../../ui/address/shapes.ts';
import { useAddress } from '../../ui/address/use-address.ts';
import { addDays, shanghaiDay } from '../../ui/calendar.ts';
import { Empty } from '../../ui/empty.tsx';
import { formatCount } from '../../ui/format.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { now } from '../../ui/now.ts';
import { PageHead } from '../../ui/page-head.tsx';
import { packedDays } from './packed.ts';
import { PackedTable } from './packed-table.tsx';
import { PlannedLines } from './planned-lines.tsx';
import { useCalendarText } from './texts.ts';
import { WeekRow } from './week-row.tsx';
import { mondayOf, mondaysOfMonth, nextMonth, weekOf } from './weeks.ts';
import './calendar.css';

type Calendar = Answer<'GET /api/admin/marketing-calendar'>;
export type Planned = Calendar['items'][number];
export type Load = Calendar['days'][number];
export type Packing = Calendar['loads'][number];

const shapes = { view: asOneOf(['month', 'week']), day: asDay };
/** Lanes of a week in the month; the rest is one tap away. */
const LANES = 6;

/** What runs when: a month of weeks, or one week with everything in it; on a telephone a list. */
export function CalendarPage() {
  const t = useCalendarText();
  const navigate = useNavigate();
  const wide = Grid.useBreakpoint().md ?? true;
  const [{ view, day }, change] = useAddress<{ view: 'month' | 'week'; day: string }>(shapes, {
    view: 'month',
    day: shanghaiDay(now()),
  });
  const mondays = view === 'month' ? mondaysOfMonth(day) : [mondayOf(day)];
  const [from, to] = [mondays[0] ?? day, addDays(mondays.at(-1) ?? day, 6)];
  const query = useQuery({
    queryKey: ['marketing-calendar', from, to],
    queryFn: async () => api('GET /api/admin/marketing-calendar', { query: { from, to } }),
  });
  const step = (by: 1 | -1) => change({ day: view === 'month' ? nextMonth(day, by) : addDays(day, 7 * by) });
  const create = (
    <May call="POST /api/admin/promotions">
      <Button type="primary" icon={<PlusOutlined />} onClick={() => void navigate('/promotions/new')}>
        {t('new')}
      </Button>
    </May>
  );
  return (
    <div className="hs-page">
      <PageHead title={t('title')} purpose={t('purpose')} actions={create} />
      <div className="hs-calendar-bar">
        <span className="hs-inline">
          <Button icon={<LeftOutlined />} aria-label={t('before')} onClick={() => step(-1)} />
          <Button onClick={() => change({ day: shanghaiDay(now()) })}>{t('today')}</Button>
          <Button icon={<RightOutlined />} aria-label={t('after')} onClick={() => step(1)} />
          <strong>
            {view === 'month'
              ? t('month_name', { year: day.slice(0, 4), month: Number(day.slice(5, 7)) })
              : t('week_name', { from, to })}
          </strong>
        </span>
        <Segmented<'month' | 'week'>
          options={[
            { value: 'month', label: t('month') },
            { value: 'week', label: t('week') },
          ]}
          value={view}
          onChange={(next) => change({ view: next })}
        />
      </div>
      <Loaded query={query}>
        {({ items, days, loads }) => (
          <>
            <Rhythm items={items} days={days} />
            {wide && (
              <div className="hs-card hs-calendar">
                <WeekHead />
                {mondays.map((monday) => (
                  <WeekRow
                    key={monday}
                    week={weekOf(monday, items)}
                    month={view === 'month' ? day.slice(0, 7) : null}
                    lanes={view === 'month' ? LANES : null}
                    loads={new Map(days.map((load) => [load.day, load]))}
                    packed={new Map(packedDays(loads).map((one) => [one.day, one]))}
                    onMore={() => change({ view: 'week', day: monday })}
                  />
                ))}
              </div>
            )}
            {!wide && items.length > 0 && <PlannedLines planned={items} />}
            <PackedTable days={packedDays(loads)} />
            {items.length === 0 && (
              <div className="hs-card hs-calendar-empty">
                <Empty small={wide} title={t('empty')} hint={t('empty_hint')} />
              </div>
            )}
          </>
        )}
      </Loaded>
    </div>
  );
}

/** The time in one sentence: what begins in it, and how many messages it holds. */
function Rhythm({ items, days }: { readonly items: readonly Planned[]; readonly days: readonly Load[] }) {
  const t = useCalendarText();
  const sum = (of: 'sent' | 'waiting') => formatCount(days.reduce((all, day) => all + day[of], 0));
  return <p className="hs-faint">{t('rhythm', { count: items.length, sent: sum('sent'), waiting: sum('waiting') })}</p>;
}

const weekDays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

function WeekHead() {
  const t = useCalendarText();
  return (
    <div className="hs-calendar-head" aria-hidden="true">
      {weekDays.map((day) => (
        <span key={day}>{t(day)}</span>
      ))}
    </div>
  );
}
