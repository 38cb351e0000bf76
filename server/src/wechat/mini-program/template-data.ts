import { cut } from '../../platform/cut.ts';
import { characterCount } from '../text.ts';

/** Values of a subscribe message by key: a field type and a number, such as `thing1` or `character_string2`. */
export type TemplateData = Readonly<Record<string, string>>;

export type FieldType = keyof typeof rules;

export type FieldProblem = {
  readonly key: string;
  readonly reason: 'unknown_type' | 'empty' | 'emoji' | 'line_break' | 'too_long' | 'bad_format';
};

/**
 * What the platform would refuse with 47003, field by field; empty when the data may be sent.
 * Source: the parameter table of subscribeMessage.send.
 */
export function checkTemplateData(data: TemplateData): readonly FieldProblem[] {
  return Object.entries(data).flatMap(([key, value]) => {
    const type = fieldTypeOf(key);
    const reason = type === null ? 'unknown_type' : problemOf(type, value);
    return reason === null ? [] : [{ key, reason }];
  });
}

/** `thing1` → `thing`; null for a key that is no field of a subscribe message. */
export function fieldTypeOf(key: string): FieldType | null {
  const name = /^([a-z_]+)\d+$/.exec(key)?.[1];
  return name !== undefined && isFieldType(name) ? name : null;
}

/**
 * The text made to pass the rules of the field: emoji and line breaks taken out, foreign characters dropped, too long
 * things cut with an ellipsis, ISO dates written the Chinese way. Null when nothing sendable is left: a time, a number
 * or an amount is never made up by cutting.
 */
export function fitField(type: FieldType, text: string): string | null {
  const fitted = tidy(rules[type].fit(tidy(text)));
  return problemOf(type, fitted) === null ? fitted : null;
}

function tidy(text: string): string {
  return text
    .replace(emoji, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}

type Rule = {
  readonly max: number;
  readonly accepts: (text: string) => boolean;
  readonly fit: (text: string) => string;
};

const han = /\p{Script=Han}/u;
// Arrows, ©, ® and ™ are pictographs to Unicode but ordinary symbols to the platform.
const emoji =
  /(?![©®™‼⁉ℹ←-⇿])\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|\ufe0f|\u200d|\u20e3/gu;
const day = '\\d{4}年(?:1[0-2]|0?[1-9])月(?:3[01]|[12]\\d|0?[1-9])日';
/** Without the day, or without the year. */
const month = '\\d{4}年(?:1[0-2]|0?[1-9])月';
const dayOfYear = '(?:1[0-2]|0?[1-9])月(?:3[01]|[12]\\d|0?[1-9])日';
const hour = '(?:2[0-3]|[01]?\\d):[0-5]\\d(?::[0-5]\\d)?';

const rules = {
  thing: { max: 20, accepts: () => true, fit: (text) => (characterCount(text) <= 20 ? text : `${cut(text, 19)}…`) },
  number: { max: 40, accepts: isNumber(32), fit: withoutGrouping },
  letter: pattern(32, /[A-Za-z]/u),
  symbol: pattern(5, /[\p{P}\p{S}]/u),
  character_string: pattern(32, /[\x21-\x7e]/u),
  time: { max: 64, accepts: isRangeOf(`(?:${day} ?)?${hour}`), fit: chineseDates },
  date: { max: 64, accepts: isRangeOf(`(?:${day}(?: ?${hour})?|${month}|${dayOfYear})`), fit: chineseDates },
  amount: { max: 16, accepts: isAmount, fit: withoutGrouping },
  phone_number: pattern(17, /[0-9+\-() ]/),
  car_number: { max: 8, accepts: isCarNumber, fit: (text) => cut(text.replace(/[ ·]/gu, '').toUpperCase(), 8) },
  name: {
    max: 20,
    accepts: (text) => characterCount(text) <= nameLimit(text) && !/\d/.test(text),
    fit: (text) => cut(text.replace(/\d/g, ''), nameLimit(text)),
  },
  phrase: pattern(5, han),
  const: { max: 20, accepts: () => true, fit: (text) => text },
} as const satisfies Record<string, Rule>;

function problemOf(type: FieldType, text: string): FieldProblem['reason'] | null {
  const rule: Rule = rules[type];
  if (text.trim() === '') return 'empty';
  if (text.search(emoji) >= 0) return 'emoji';
  if (/\p{Cc}/u.test(text)) return 'line_break';
  if (characterCount(text) > rule.max) return 'too_long';
  return rule.accepts(text) ? null : 'bad_format';
}

function isFieldType(name: string): name is FieldType {
  return Object.hasOwn(rules, name);
}

/** At most `max` characters, each of them allowed. */
function pattern(max: number, allowed: RegExp): Rule {
  const fit = (text: string) =>
    cut(
      Array.from(text)
        .filter((character) => allowed.test(character))
        .join(''),
      max,
    );
  return { max, accepts: (text) => fit(text) === text, fit };
}

function isNumber(maxDigits: number): (text: string) => boolean {
  return (text) => /^-?\d+(?:\.\d+)?$/.test(text) && text.replace(/\D/g, '').length <= maxDigits;
}

function isAmount(text: string): boolean {
  return /^[¥￥$€£]?\d+(?:\.\d+)?元?$/u.test(text) && text.replace(/\D/g, '').length <= 10;
}

function withoutGrouping(text: string): string {
  return text.replace(/[, ]/g, '');
}

function isRangeOf(moment: string): (text: string) => boolean {
  const range = new RegExp(`^${moment}(?:~${moment})?$`, 'u');
  return (text) => range.test(text) && Array.from(text.matchAll(/(\d{4})年(\d+)月(\d+)日/gu)).every(isCalendarDay);
}

function isCalendarDay([, year, month, day]: RegExpMatchArray): boolean {
  return new Date(Date.UTC(Number(year), Number(month) - 1, Number(day))).getUTCDate() === Number(day);
}

function chineseDates(text: string): string {
  return text
    .replace(/(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(T?)/g, (_, y: string, m: string, d: string, t: string) => {
      return `${y}年${Number(m)}月${Number(d)}日${t === '' ? '' : ' '}`;
    })
    .replace(/ *[~～] */gu, '~');
}

/** First and last may be Chinese: 粤A8Z888挂. */
function isCarNumber(text: string): boolean {
  return /^[\p{Script=Han}A-Z0-9][A-Z0-9]*[\p{Script=Han}A-Z0-9]?$/u.test(text);
}

/** Ten characters as soon as one of them is Chinese, else twenty. */
function nameLimit(text: string): number {
  return han.test(text) ? 10 : 20;
}
