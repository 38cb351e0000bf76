import type { Ctx } from '../../platform/ctx.ts';
import type { DayCount } from '../audiences/index.ts';
import type { Definition } from './definition.ts';
import { journeyErrors } from './errors.ts';
import { firstRepurchase } from './playbooks/first-repurchase.ts';
import { winBack } from './playbooks/win-back.ts';

export type Values = Readonly<Record<string, number | string>>;

export type FormField = {
  readonly key: string;
  readonly label: string;
  readonly help: string;
  readonly kind: 'days' | 'percent' | 'fen' | 'minute_of_day' | 'coupon';
  readonly value: number | string;
  readonly min?: number;
  readonly max?: number;
};

/** A journey ready to switch on: what it promises, what an operator may change, and the definition her values make. */
export type Playbook = {
  readonly key: string;
  readonly name: string;
  readonly promise: string;
  readonly steps: readonly string[];
  readonly form: readonly FormField[];
  readonly define: (values: Values) => Definition;
  /** Who would have entered on each day of a stretch of real history. */
  readonly wouldEnter: (ctx: Ctx, asOf: string, days: number, values: Values) => Promise<readonly DayCount[]>;
};

/** The playbooks of the shop, a line each. */
export const PLAYBOOKS: readonly Playbook[] = [firstRepurchase, winBack];

export function findPlaybook(key: string): Playbook {
  const playbook = PLAYBOOKS.find((p) => p.key === key);
  if (!playbook) throw journeyErrors.error('playbook_not_found');
  return playbook;
}

/** The operator's values over the initial ones; a coupon need not be chosen yet. */
export function draftValues({ form }: Playbook, given: Values): Values {
  return Object.fromEntries(form.map(({ key, value }) => [key, given[key] ?? value]));
}

/** The operator's values over the initial ones, each within its bounds. */
export function readValues(playbook: Playbook, given: Values): Values {
  const values = draftValues(playbook, given);
  return Object.fromEntries(
    playbook.form.map((field) => {
      const value = values[field.key] ?? '';
      if (!fits(field, value)) throw journeyErrors.error('bad_value', { label: field.label, key: field.key });
      return [field.key, value];
    }),
  );
}

function fits(field: FormField, value: number | string): boolean {
  if (field.kind === 'coupon') return typeof value === 'string' && value !== '';
  if (typeof value !== 'number' || !Number.isInteger(value)) return false;
  return value >= (field.min ?? 0) && value <= (field.max ?? 10_000);
}
