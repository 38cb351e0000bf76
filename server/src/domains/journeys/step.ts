import type { Field, ValuesOf } from '@huoshui/contracts/form';
import type { Words } from '@huoshui/contracts/words';
import type { stepGroup } from '@huoshui/contracts/words/journeys';
import type { Ctx } from '../../platform/ctx.ts';
import type { Fact, Told } from '../../platform/facts.ts';
import type { Form } from '../../platform/form/form.ts';
import type { BenefitItem, Offered } from '../benefits/index.ts';
import type { At, Move, Plan, RunAbout, RunInfo, Visitor } from './run.ts';

/** Some who come to a step at a moment of the past. */
export type Past = { readonly persons: readonly number[]; readonly at: Date; readonly salt: string };

/** A way out of a step: `next`, `yes`, `timeout`. `when`: there only while a value of the step is one of these. */
export type Way = { readonly key: string; readonly words: Words; readonly when?: NonNullable<Field['when']> };

/** What stands around a node when its definition is checked. */
export type Place = {
  /** What the trigger knows of whom it brings in: keys of the run's context. */
  readonly knows: readonly string[];
};

/** What a step does to those who are not held out, for each of them: for the preview and the dry run. */
export type Reach = {
  /** The template it sends, and by which channels. */
  readonly tells?: { readonly template: string; readonly channels: readonly string[] };
  readonly gives?: readonly BenefitItem[];
};

/** A stay until a moment, and perhaps until something is told of her before it. */
export type Rest<Fields extends readonly Field[]> = {
  /** When she who comes at `at` goes on, by which way. */
  until(values: ValuesOf<Fields>, at: Date): Date;
  readonly way: string;
  /** What ends the stay early. Only what happened after she came, and not after the moment, counts; whenever it is told. */
  readonly told?: {
    readonly on: readonly Fact[];
    means(values: ValuesOf<Fields>, told: Told, run: RunAbout): boolean;
    readonly way: string;
  };
};

/**
 * A kind of step: plain data, and one of three things it may be. It `rest`s; or it `run`s, a few statements for any number
 * of persons, and says which of its ways each goes; or it `ends` the journey.
 */
export type Step<Fields extends readonly Field[] = readonly Field[]> = {
  readonly kind: string;
  readonly words: Words;
  readonly group: keyof typeof stepGroup;
  readonly form: Form<Fields>;
  /** The ways out; the first is taken by whoever the step passes over. */
  readonly ways: readonly Way[];
  /** What is wrong with it at this place of this journey, beyond its own values. */
  misplaced?(values: ValuesOf<Fields>, place: Place): Words | null;
  /** Present when it sends or gives something. The engine then keeps the holdout away from `run`. */
  reaches?(values: ValuesOf<Fields>): Reach;
  /** What messages after it may say besides, by the way she goes on; `gifts`: what it gives, as it would be given now. */
  adds?(gifts: readonly Offered[]): Readonly<Record<string, readonly string[]>>;
  /** Names of phones' events that it waits for with these values: nobody tells of the others. */
  awaits?(values: ValuesOf<Fields>): readonly string[];
  readonly rest?: Rest<Fields>;
  /** Whether it decides by what the event store keeps: then she stands there until all that was told of her is stored. */
  asksStore?(values: ValuesOf<Fields>): boolean;
  run?<V extends Visitor>(ctx: Ctx, plan: Plan, node: At<Fields>, runs: readonly V[]): Promise<readonly Move<V>[]>;
  /**
   * Which of its ways each of these would have gone at a moment of the past; null: she leaves. For the dry run, by set, and
   * nothing is written. Absent where history cannot tell: steps with one way need it not.
   */
  would?(ctx: Ctx, node: At<Fields>, past: Past): Promise<(personNo: number) => string | null>;
  /** Write down what the held out would have got; nothing may reach them. */
  holdout?(ctx: Ctx, plan: Plan, node: At<Fields>, runs: readonly Visitor[]): Promise<void>;
  /** Take back what it did in these runs, where it can be: the order that brought them in was given back. */
  undo?(ctx: Ctx, plan: Plan, node: At<Fields>, runs: readonly RunInfo[]): Promise<void>;
  /** Whoever comes here leaves, with this as the outcome. */
  readonly ends?: Words;
};

/** Keeps the exact fields, so that every function of a step knows each value by its type. */
export function step<const Fields extends readonly Field[]>(definition: Step<Fields>): Step<Fields> {
  return definition;
}
