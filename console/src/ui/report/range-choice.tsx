import { words } from '@huoshui/contracts/words';
import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import { formatRange, shanghaiDay } from '../calendar.ts';
import { useLanguage } from '../figures.tsx';
import { now } from '../now.ts';
import { useWords } from '../words.ts';
import { calendarRanges, type DayRange, lastDays } from './day-range.ts';

const last = [7, 30, 90, 365] as const;
const calendar = [
  { key: 'week', label: words('本周', 'This week') },
  { key: 'lastWeek', label: words('上周', 'Last week') },
  { key: 'month', label: words('本月', 'This month') },
  { key: 'lastMonth', label: words('上月', 'Last month') },
] as const;

type RangeChoiceProps = {
  readonly value: DayRange;
  readonly onChange: (range: DayRange) => void;
  /** Where the page says the days itself. */
  readonly said?: true;
};

/** Two days to choose, and how many they are, the last one counted. */
export function RangeChoice({ value, onChange, said }: RangeChoiceProps) {
  const say = useWords();
  const language = useLanguage();
  return (
    <>
      <DatePicker.RangePicker
        allowClear={false}
        value={[dayjs(value.from), dayjs(value.to)]}
        onChange={(_, [from, to]) => {
          if (from && to) onChange({ from, to });
        }}
        presets={[
          ...last.map((days) => ({ label: words(`最近 ${days} 天`, `Last ${days} days`), range: lastDays(days) })),
          ...calendar.map(({ key, label }) => ({ label, range: calendarRanges(shanghaiDay(now()))[key] })),
        ].map(({ label, range }) => ({ label: say(label), value: [dayjs(range.from), dayjs(range.to)] }))}
        style={{ width: 248 }}
      />
      {!said && <span className="hs-soft hs-nowrap">{formatRange(value, now(), language)}</span>}
    </>
  );
}
