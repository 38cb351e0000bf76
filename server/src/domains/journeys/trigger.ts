import type { Field, ValuesOf } from '@huoshui/contracts/form';
import type { Words } from '@huoshui/contracts/words';
import type { Ctx } from '../../platform/ctx.ts';
import type { Fact, Told } from '../../platform/facts.ts';
import type { Form } from '../../platform/form/form.ts';
import type { FoundNames } from '../../platform/form/names.ts';
import type { RunContext } from './run.ts';

/** Who comes in by a fact, why, and what her messages may say of it. */
export type Arrival = { readonly memberId: string; readonly because: Words; readonly context: RunContext };

/** Moments that bring people in, many at once: none of them did anything just then. */
export type Comes<Fields extends readonly Field[]> = {
  /** The first moment after one; null: none comes any more. */
  next(values: ValuesOf<Fields>, after: Date): Date | null;
  /** The numbers of whom it brings, each once. Asked outside of any transaction. */
  whom(ctx: Ctx, values: ValuesOf<Fields>, at: Date): Promise<readonly number[]>;
  because(values: ValuesOf<Fields>, at: Date): Words;
  /** What the messages of whom it brings may say of it; absent: nothing. */
  context?(values: ValuesOf<Fields>, at: Date): RunContext;
  /** Both, where they hang on what the shop keeps elsewhere: then `because` and `context` are what is said without it. */
  why?(ctx: Ctx, values: ValuesOf<Fields>, at: Date): Promise<Omit<Arrival, 'memberId'>>;
  /** Which of its moments bring anybody at all, as the shop stands now; absent: each may. */
  holds?(ctx: Ctx, values: ValuesOf<Fields>): Promise<(at: Date) => boolean>;
};

/** Why a moment brings people in, and what their messages may say of it. */
export async function whyOf<Fields extends readonly Field[]>(
  ctx: Ctx,
  comes: Comes<Fields>,
  values: ValuesOf<Fields>,
  at: Date,
): Promise<Omit<Arrival, 'memberId'>> {
  return (
    comes.why?.(ctx, values, at) ?? { because: comes.because(values, at), context: comes.context?.(values, at) ?? {} }
  );
}

/** Who is there already as a journey begins to take people in: let in once, beside whom facts bring. */
export type Present<Fields extends readonly Field[]> = {
  /** Whether these values ask for them. */
  asked(values: ValuesOf<Fields>): boolean;
  /** Their numbers, each once. Asked outside of any transaction. */
  whom(ctx: Ctx, values: ValuesOf<Fields>, at: Date): Promise<readonly number[]>;
  /** Why they come in, and what their messages may say of it. */
  why(ctx: Ctx, values: ValuesOf<Fields>): Promise<Omit<Arrival, 'memberId'>>;
};

/** A kind of trigger: the facts it listens to, and whom each brings in. */
export type Trigger<Fields extends readonly Field[] = readonly Field[]> = {
  readonly kind: string;
  readonly words: Words;
  readonly form: Form<Fields>;
  readonly on: readonly Fact[];
  /** Keys that the context of everyone it brings in has. */
  readonly knows: readonly string[];
  /** Keys that it has of some: whoever is brought in without one has one run at a time. */
  readonly mayKnow?: readonly string[];
  /** Which of these can be known with these values; absent: all. */
  canKnow?(values: ValuesOf<Fields>): readonly string[];
  /** Whoever brings her in may tell anything of it. */
  readonly toldAnything?: true;
  /** Null: nobody comes in by this one. What was imported happened long ago and brings nobody in. */
  entrantOf(values: ValuesOf<Fields>, told: Told): Arrival | null;
  /** Names of phones' events that it waits for with these values: nobody tells of the others. */
  awaits?(values: ValuesOf<Fields>): readonly string[];
  /** Where moments bring people in, not facts. */
  readonly comes?: Comes<Fields>;
  /** What is better known before it is published, though it may be meant so. */
  warns?(values: ValuesOf<Fields>, names: FoundNames): Words | null;
  readonly present?: Present<Fields>;
};

export function trigger<const Fields extends readonly Field[]>(definition: Trigger<Fields>): Trigger<Fields> {
  return definition;
}
