import { type Words, words } from '@huoshui/contracts/words';
import { LunarDay, LunarYear, SolarDay } from 'tyme4ts';

/** A day of the lunar calendar (农历). A year is numbered by that in which its first month begins. */
export type LunarDate = {
  readonly year: number;
  /** 1–12; of a leap month the one that it follows. */
  readonly month: number;
  readonly leap: boolean;
  /** 1–30. */
  readonly day: number;
};

/** `YYYY-MM-DD` in the lunar calendar. By a library: Node's own calendar is wrong on 299 days of 1950–2100. */
export function lunarOf(day: string): LunarDate & {
  /** The last of its month, though others have one more. */
  readonly last29: boolean;
  /** The month after which this year has a leap month; 0: none. */
  readonly leapMonth: number;
} {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const lunar = SolarDay.fromYmd(year, month, date).getLunarDay();
  const of = lunar.getLunarMonth();
  return {
    ...{ year: lunar.getYear(), month: of.getMonth(), leap: of.isLeap(), day: lunar.getDay() },
    last29: lunar.getDay() === 29 && of.getDayCount() === 29,
    leapMonth: LunarYear.fromYear(lunar.getYear()).getLeapMonth(),
  };
}

/**
 * The `YYYY-MM-DD` on which a lunar day is in a lunar year. Of a leap month that the year lacks it is the plain one; the 30th of a month of 29
 * days is its 29th.
 */
export function lunarDayIn(year: number, { month, leap, day }: Omit<LunarDate, 'year'>): string {
  const of = leap && LunarYear.fromYear(year).getLeapMonth() === month ? -month : month;
  const last = LunarDay.fromYmd(year, of, 1).getLunarMonth().getDayCount();
  const solar = LunarDay.fromYmd(year, of, Math.min(day, last)).getSolarDay();
  const two = (n: number) => String(n).padStart(2, '0');
  return `${solar.getYear()}-${two(solar.getMonth())}-${two(solar.getDay())}`;
}

const MONTHS = ['正', '二', '三', '四', '五', '六', '七', '八', '九', '十', '冬', '腊'];
const DIGITS = ['日', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/** `农历闰六月初八`. */
export function lunarWords({ month, leap, day }: Omit<LunarDate, 'year'>): Words {
  const [tens, ones] = [Math.floor(day / 10), day % 10];
  const zh =
    day === 10
      ? '初十'
      : day === 20
        ? '二十'
        : day === 30
          ? '三十'
          : `${['初', '十', '廿'][tens] ?? ''}${DIGITS[ones] ?? ''}`;
  return words(
    `农历${leap ? '闰' : ''}${MONTHS[month - 1] ?? ''}月${zh}`,
    `day ${day} of the ${leap ? 'leap ' : ''}lunar month ${month}`,
  );
}
