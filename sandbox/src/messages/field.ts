/**
 * Whether the platform takes `value` for a data field. `key` is type + number (`thing1`, `character_string2`).
 * Rules: the "订阅消息参数值内容限制" table of the subscribe-message API.
 */
export function isFieldValue(key: string, value: string): boolean {
  const rule = rules[key.replace(/\d+$/, '')];
  return rule !== undefined && value.trim() !== '' && !control.test(value) && !emoji.test(value) && rule(value);
}

/** Line breaks inside as well: 控制字符、换行 of the table. */
const control = /\p{Cc}/u;
const emoji = /\p{Emoji_Presentation}|\uFE0F/u;

const rules: { readonly [type: string]: (value: string) => boolean } = {
  thing: (value) => lengthOf(value) <= 20,
  number: (value) => /^-?\d+(\.\d+)?$/.test(value) && value.replaceAll(/\D/g, '').length <= 32,
  letter: (value) => /^[A-Za-z]{1,32}$/.test(value),
  symbol: (value) => lengthOf(value) <= 5 && /^[^\p{L}\p{N}\s]+$/u.test(value),
  character_string: (value) => /^[\x20-\x7e]{1,32}$/.test(value),
  time: (value) => isRange(value, isTime),
  date: (value) => isRange(value, isDate),
  amount: (value) => /^[\u00a5\uffe5$€£]?\d{1,10}(\.\d+)?元?$/.test(value),
  phone_number: (value) => /^[\d+\-() ]{1,17}$/.test(value),
  car_number: (value) => /^[\p{Script=Han}A-Z0-9][A-Z0-9]{0,6}[\p{Script=Han}A-Z0-9]?$/u.test(value),
  name: (value) => lengthOf(value) <= (/\p{Script=Han}/u.test(value) ? 10 : 20) && !/\d/.test(value),
  phrase: (value) => /^\p{Script=Han}{1,5}$/u.test(value),
};

/** Characters as people count them, not UTF-16 units. */
function lengthOf(value: string): number {
  return [...value].length;
}

/** One moment, or two joined by `~`. */
function isRange(value: string, isMoment: (text: string) => boolean): boolean {
  const moments = value.split('~').map((text) => text.trim());
  return moments.length <= 2 && moments.every(isMoment);
}

const clock = '([01]?\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?';
const calendar = '(\\d{4})(?:年|-|/|\\.)(\\d{1,2})(?:月|-|/|\\.)(\\d{1,2})日?';
/** `2019年10月`, `10月1日`: without the day, or without the year. */
const month = /^(\d{4})(?:年|-|\/|\.)(\d{1,2})月?$/;
const dayOfYear = /^(\d{1,2})月(\d{1,2})日$/;
const timeShape = new RegExp(`^(?:${calendar} ?)?${clock}$`);
const dateShape = new RegExp(`^${calendar}(?: ?${clock})?$`);

/** `15:01` or `2019年10月1日 15:01`. */
function isTime(text: string): boolean {
  const match = timeShape.exec(text);
  return match !== null && (match[1] === undefined || isDay(match[1], match[2], match[3]));
}

/** `2019年10月1日` or `2019年10月1日 15:01`. */
function isDate(text: string): boolean {
  const [, year, ofYear] = month.exec(text) ?? [];
  if (year !== undefined) return isDay(year, ofYear, '1');
  const [, monthOnly, day] = dayOfYear.exec(text) ?? [];
  // 29 February is a day of some years.
  if (monthOnly !== undefined) return isDay('2024', monthOnly, day);
  const match = dateShape.exec(text);
  return match !== null && isDay(match[1], match[2], match[3]);
}

function isDay(year = '', month = '', day = ''): boolean {
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
}
