// No TypeBox here: the server and the console share these values (contracts/src/words.ts says why).
import type { NumberField, PeriodField } from './form.ts';
import { type Words, words } from './words.ts';

/** What a number is held against: a field of a form, or an input that stands alone. */
export type NumberRule =
  | Pick<NumberField, 'kind' | 'label' | 'min' | 'max' | 'unit' | 'digits'>
  | Pick<PeriodField, 'kind' | 'label' | 'min' | 'max'>;

/** What is wrong with what was typed for a number; null where it is sound. Nothing is clamped, nothing rounded. */
export function numberProblem(rule: NumberRule, given: unknown): Words | null {
  const { zh, en } = rule.label;
  if (typeof given !== 'number' || !Number.isFinite(given))
    return rule.kind === 'minute_of_day'
      ? words(`${zh}请填时间，例如 09:30`, `${en}: enter a time such as 09:30`)
      : words(`${zh}请填数字`, `${en}: enter a number`);
  const finest = tooFine(rule, given);
  if (finest) return finest;
  const [least, most] = [amountText(rule, rule.min), amountText(rule, rule.max)];
  if (given < rule.min) return words(`${zh}不能小于 ${least.zh}`, `${en}: at least ${least.en}`);
  if (given > rule.max) return words(`${zh}不能大于 ${most.zh}`, `${en}: at most ${most.en}`);
  return null;
}

/** What is wrong with a number that is finer than its field. */
function tooFine(rule: NumberRule, given: number): Words | null {
  const { zh, en } = rule.label;
  const digits = rule.kind === 'count' ? (rule.digits ?? 0) : 0;
  if (digits === 0 ? Number.isInteger(given) : Number(given.toFixed(digits)) === given) return null;
  if (rule.kind === 'money') return words(`${zh}最多精确到分`, `${en}: at most two decimals`);
  return digits === 0
    ? words(`${zh}要填整数`, `${en}: enter a whole number`)
    : words(`${zh}最多 ${digits} 位小数`, `${en}: at most ${digits} decimals`);
}

/** A number of a field as a person reads it: ¥3, 30%, 08:00, 2 天. */
export function amountText(rule: NumberRule, value: number): Words {
  if (rule.kind === 'money') return words(`¥${yuanText(value)}`, `¥${yuanText(value)}`);
  if (rule.kind === 'percent') return words(`${value}%`, `${value}%`);
  if (rule.kind === 'minute_of_day') return words(clockText(value), clockText(value));
  if (rule.kind === 'period') return periodText(value);
  return rule.unit ? words(`${value} ${rule.unit.zh}`, `${value} ${rule.unit.en}`) : words(`${value}`, `${value}`);
}

const yuanText = (fen: number): string => String(fen / 100);

/** Minutes of a day as a clock shows them: 540 → 09:00. */
export function clockText(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

/** A length of time in minutes as it is said: 3 天 2 小时. */
export function periodText(minutes: number): Words {
  const parts = [
    { n: Math.floor(minutes / 1440), zh: '天', en: 'day' },
    { n: Math.floor((minutes % 1440) / 60), zh: '小时', en: 'hour' },
    { n: minutes % 60, zh: '分钟', en: 'minute' },
  ].filter(({ n }) => n > 0);
  if (parts.length === 0) return words('0 分钟', '0 minutes');
  return words(
    parts.map(({ n, zh }) => `${n} ${zh}`).join(' '),
    parts.map(({ n, en }) => `${n} ${en}${n === 1 ? '' : 's'}`).join(' '),
  );
}
