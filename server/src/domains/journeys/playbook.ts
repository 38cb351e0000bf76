import type { Draft, Field, ValuesOf } from '@huoshui/contracts/form';
import { type Words, words } from '@huoshui/contracts/words';
import type { Ctx } from '../../platform/ctx.ts';
import type { Form } from '../../platform/form/form.ts';
import type { DayCount } from '../audiences/index.ts';
import type { Definition } from './definition.ts';

/** A journey ready to switch on: what it promises, what an operator may change, and the definition her values make. */
export type Playbook<Fields extends readonly Field[] = readonly Field[]> = {
  readonly key: string;
  readonly name: Words;
  readonly promise: Words;
  readonly steps: readonly Words[];
  readonly form: Form<Fields>;
  /** What stands for values that nobody can start from, where it has some. */
  readonly example?: Draft;
  /** The kind of coupon that it promises by its name: what its coupons are preset to where the shop has one. */
  readonly suits?: 'free_shipping';
  define(values: ValuesOf<Fields>): Definition;
  /** Who would have entered on each day of a stretch of real history. */
  wouldEnter(ctx: Ctx, asOf: string, days: number, values: ValuesOf<Fields>): Promise<readonly DayCount[]>;
};

export function playbook<const Fields extends readonly Field[]>(definition: Playbook<Fields>): Playbook<Fields> {
  return definition;
}

/** What every playbook asks at its end: who is compared, and out of which money. */
export const holdoutField = {
  key: 'holdout',
  label: words('对照组比例', 'Holdout'),
  hint: words('这些人不打扰，用来证明增量', 'Left alone, to prove what it brings'),
  kind: 'percent',
  min: 0,
  max: 50,
  initial: 10,
} as const satisfies Field;

export const budgetField = {
  key: 'budget',
  label: words('预算', 'Budget'),
  hint: words('用完就不再发券；不选则不限', 'Nothing is given once it is spent; unlimited when none is chosen'),
  kind: 'picker',
  of: 'budget',
  optional: true,
} as const satisfies Field;
