import { type Words, words } from '@huoshui/contracts/words';
import { dayStart, shanghaiDay, shanghaiInstant } from '../../platform/calendar.ts';

/** What a cell says, or why it cannot be read. */
export type Read<T> = { readonly value: T } | { readonly problem: Words };

// Most cells have nothing around them, and are taken as they are.
const PLAIN = /^[\p{L}\p{N}.:/_](?:[\p{L}\p{N}.:/_ -]*[\p{L}\p{N}.:/_])?$/u;

/**
 * A cell without what spreadsheets and shop systems put around it: blanks, invisible characters, a backtick, an apostrophe
 * or a tab that keeps digits from becoming a number, Excel's `="00123"`, the apostrophe that disarms a formula.
 */
export function clean(cell: string): string {
  if (PLAIN.test(cell)) return cell;
  const bare = cell.replace(/[\p{Cc}\u200b\ufeff]/gu, ' ').trim();
  const text = /^=\s*"(.*)"$/.exec(bare)?.[1] ?? bare;
  const kept = /^[`´]/.test(text) ? text.replace(/^[`´]+|[`´]+$/g, '') : text.replace(/^'(?='*[\d=+@＝＋－＠`´-])/, '');
  return kept.trim();
}

/** Excel's `1.38E+10` has lost digits for good: two people, or two orders, have become one. */
const ROUNDED = /^[+-]?\d(?:[.,]\d+)?e\+\d+$|^[+-]?\d[.,]\d+e\d+$/i;
const isRounded = (text: string) => ROUNDED.test(text.normalize('NFKC').trim());

/** What names a member or an order. */
export function readIdentifier(text: string): Read<string> {
  if (isRounded(text))
    return {
      problem: words(
        `“${short(text)}”被表格软件改成了科学计数，数字已丢失；请把这一列设为文本后重新导出`,
        `A spreadsheet turned “${short(text)}” into a rounded number: its digits are lost. Export the column as text`,
      ),
    };
  if (text.length > MAX_NAME) return { problem: words(`超过 ${MAX_NAME} 个字符`, `More than ${MAX_NAME} characters`) };
  // `1001.0` is what becomes of 1001 in a table with gaps.
  return { value: text.replace(/^(\d+)\.0+$/, '$1') };
}

const MAX_NAME = 64;

/** Of a cell whose last digits a spreadsheet has made zeros (`platform/rounded`). */
export function roundedNumber(cell: string): Words {
  const number = short(clean(cell));
  return words(
    `“${number}”超过 15 位，后面的数字被表格软件改成了 0；请把这一列设为文本后重新导出。号码本来如此的，在前面加一个 \` 就照收`,
    `“${number}” has more than 15 digits: a spreadsheet made the last ones zeros. Export the column as text; where they are its own, put \` before it`,
  );
}

const MAX_FEN = 1_000_000_000;

/** `1,234.50`, `¥12`, `12元`, `１２．５０` in yuan → fen. */
export function readYuan(text: string): Read<number> {
  const bare = digitsOf(text, /[¥\s元]/g);
  const match = /^(-?)(\d{1,12})(?:\.(\d{1,2})0*)?$/.exec(bare);
  if (!match)
    return {
      problem: words(
        `“${short(text)}”不是金额（最多两位小数）`,
        `“${short(text)}” is no amount (two decimals at most)`,
      ),
    };
  const fen = Number(match[2]) * 100 + Number((match[3] ?? '').padEnd(2, '0'));
  return inBounds(match[1] === '-' ? -fen : fen);
}

export function readFen(text: string): Read<number> {
  const bare = digitsOf(text, /[\s分]/g);
  return /^-?\d{1,14}$/.test(bare)
    ? inBounds(Number(bare))
    : { problem: words(`“${short(text)}”不是整数的分`, `“${short(text)}” is no whole number of fen`) };
}

/** Thousands, or ten thousands as 万 are counted. A comma anywhere else is a decimal one: `12,50` is not 1250. */
const GROUPED = /^-?(?:\d{1,3}(?:,\d{3})+|\d{1,4}(?:,\d{4})+)(?:\.|$)/;

/** A number without what stands around it, and without the commas that part its digits. */
function digitsOf(text: string, around: RegExp): string {
  const bare = text.normalize('NFKC').replace(around, '');
  return GROUPED.test(bare) ? bare.replaceAll(',', '') : bare;
}

export function readQuantity(text: string): Read<number> {
  const match = /^(\d{1,6})(?:\.0+)?$/.exec(text);
  const value = Number(match?.[1] ?? 0);
  return value >= 1
    ? { value }
    : {
        problem: words(
          `数量“${short(text)}”应为 1 以上的整数`,
          `The quantity “${short(text)}” is no whole number from 1`,
        ),
      };
}

const EARLIEST = '1990-01-01';
const DATE =
  /^(\d{4})(?:-(\d{1,2})-(\d{1,2})|\/(\d{1,2})\/(\d{1,2})|\.(\d{1,2})\.(\d{1,2})|年(\d{1,2})月(\d{1,2})日|(\d{2})(\d{2}))/;
const TIME = /^(?:T|\s*)(\d{1,2})[:：](\d{2})(?:[:：](\d{2})(?:\.\d{1,9})?)?\s*(Z|[+-]\d{2}:?\d{2})?$/;

/**
 * A day with or without a time, in Shanghai unless it names a zone. A day alone is its noon, so that it stays that day
 * in any zone nearby.
 */
export function readInstant(text: string, now: Date): Read<Date> {
  const date = DATE.exec(text);
  const said = short(text);
  if (!date) return noDate(said);
  const [year = '', month = '', day = ''] = date.slice(1).filter((part) => part !== undefined);
  const name = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  if (!isDay(Number(year), Number(month), Number(day)))
    return { problem: words(`日期“${said}”不存在`, `There is no date “${said}”`) };
  const at = instantOn(name, text.slice(date[0].length));
  if (at === null) return noDate(said);
  if (name < EARLIEST) return { problem: words(`日期“${said}”早于 1990 年`, `The date “${said}” lies before 1990`) };
  if (at.getTime() > now.getTime() && shanghaiDay(at) > shanghaiDay(now))
    return { problem: words(`日期“${said}”在今天之后`, `The date “${said}” is still to come`) };
  return { value: at };
}

function noDate(said: string): Read<Date> {
  return {
    problem: words(
      `“${said}”不是日期，例如 2026-11-21 或 2026/11/21 09:30`,
      `“${said}” is no date, such as 2026-11-21 or 2026/11/21 09:30`,
    ),
  };
}

/** A mainland mobile number; `13800138000.0` is one too. */
export function readPhone(text: string): Read<string> {
  const bare = text
    .normalize('NFKC')
    .replace(/\.0+$/, '')
    .replace(/[\s()-]/g, '')
    .replace(/^(\+|00)?86(?=1\d{10}$)/, '');
  if (/^1[3-9]\d{9}$/.test(bare)) return { value: bare };
  if (isRounded(text)) {
    return {
      problem: words(
        `手机号“${short(text)}”被 Excel 改成了科学计数，数字已丢失`,
        `Excel turned the phone number “${short(text)}” into a rounded one: its digits are lost`,
      ),
    };
  }
  return { problem: words(`“${short(text)}”不是 11 位手机号`, `“${short(text)}” is no mobile number of 11 digits`) };
}

/** `老客, 爱吃辣` → two tags, of at most twenty letters each. */
export function readTags(text: string): string[] {
  if (text === '') return [];
  const tags = text.split(/[,，;；|、]/).map((tag) => short(tag.trim(), 20));
  return [...new Set(tags.filter((tag) => tag !== ''))].slice(0, 20);
}

/** A text cut by letters, not in the middle of one. */
export function short(text: string, length = 40): string {
  if (text.length <= length) return text;
  return [...text.slice(0, length * 2)].slice(0, length).join('');
}

function inBounds(fen: number): Read<number> {
  if (fen < 0) {
    return {
      problem: words(
        '金额是负数：退款和冲销不能作为订单导入',
        'The amount is negative: refunds and reversals are no orders to import',
      ),
    };
  }
  return fen <= MAX_FEN
    ? { value: fen }
    : { problem: words('金额超过一千万元', 'The amount is above ten million yuan') };
}

/** Whether the calendar has it; asked a million times, so nothing is written to be compared. */
function isDay(year: number, month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function instantOn(day: string, rest: string): Date | null {
  const noon = 12 * 3_600_000;
  if (rest.trim() === '') return new Date(dayStart(day).getTime() + noon);
  const [, hour = '', minute = '', second = '0', zone] = TIME.exec(rest) ?? [];
  if (hour === '' || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  const clock = ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000;
  if (zone === undefined) return shanghaiInstant(day, clock);
  const at = new Date(Date.parse(`${day}T00:00:00Z`) + clock - offsetOf(zone));
  return Number.isNaN(at.getTime()) ? null : at;
}

/** ms east of UTC: `Z`, `+08:00`, `-0530`; not a number where no clock could show it. */
function offsetOf(zone: string): number {
  if (zone === 'Z') return 0;
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(-2))];
  if (hours > 23 || minutes > 59) return Number.NaN;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}
