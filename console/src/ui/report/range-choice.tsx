import { words } from '@huoshui/contracts/words';
import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import { formatRange } from '../calendar.ts';
import { useLanguage } from '../figures.tsx';
import { now } from '../now.ts';
import { useWords } from '../words.ts';
import { type DayRange, lastDays } from './day-range.ts';

const presets = [7, 30, 90, 365] as const;

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
        presets={presets.map((days) => {
          const range = lastDays(days);
          return {
            label: say(words(`最近 ${days} 天`, `Last ${days} days`)),
            value: [dayjs(range.from), dayjs(range.to)],
          };
        })}
        style={{ width: 248 }}
      />
      {!said && <span className="hs-soft hs-nowrap">{formatRange(value, now(), language)}</span>}
    </>
  );
}
