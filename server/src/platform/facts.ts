import type { Words } from '@huoshui/contracts/words';
import { type Static, type TSchema, Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import type { TimelineText } from './timeline.ts';

/** A kind of fact a domain announces: `order.paid`, the shape of what it says, what it is called and how it reads. */
export type Fact<S extends TSchema = TSchema> = {
  readonly type: string;
  readonly schema: S;
  /** What happened, as a report names it: 支付订单, Paid an order. */
  readonly words: Words;
  /** How it reads in a member's timeline; without it, it does not stand there. Null leaves this one out. */
  tell?(payload: Static<S>): TimelineText | null;
  /**
   * The facts it stands for, where one row of the outbox tells of many persons: a file of a million members is not a million
   * rows to write, to read and to forget. The event store and reports know these only.
   */
  each?(payload: Static<S>): readonly Each[];
};

export type Each = Pick<Told, 'type' | 'personNo' | 'payload' | 'occurredAt'>;

export function fact<S extends TSchema>(
  type: string,
  schema: S,
  face: Pick<Fact<S>, 'words' | 'tell' | 'each'>,
): Fact<S> {
  return { type, schema, ...face };
}

/** What a fact tells one by one: what it stands for, else itself. */
export function eachOf(kind: Fact | undefined, told: Told): readonly Each[] {
  return kind?.each ? kind.each(told.payload) : [told];
}

/** The facts that the domains declare (`Domain.facts`), by type: only these can be announced. */
export type Declared = ReadonlyMap<string, Fact>;

export function declaredBy(domains: readonly { readonly name: string; readonly facts?: readonly Fact[] }[]): Declared {
  const declared = new Map<string, Fact>();
  for (const { name, facts = [] } of domains)
    for (const kind of facts) {
      if (declared.has(kind.type)) throw new Error(`${name} declares ${kind.type}, which another domain declares too`);
      declared.set(kind.type, kind);
    }
  return declared;
}

/** How a fact reads that may have been written when its shape was another: what it lacks is read as nothing. */
export function tell(kind: Fact, payload: unknown): TimelineText | null {
  return kind.tell?.(Value.Check(kind.schema, payload) ? payload : Value.Cast(kind.schema, payload)) ?? null;
}

/** A fact as a listener gets it. */
export type Told<P = unknown> = {
  readonly id: number;
  readonly type: string;
  readonly personNo: number | null;
  readonly payload: P;
  readonly occurredAt: Date;
};

/** The payload of a told fact, when it is of this kind. */
export function payloadOf<S extends TSchema>(kind: Fact<S>, told: Each): Static<S> | null {
  // The writer was checked by the compiler against the same schema, so the shape needs no second look here.
  return told.type === kind.type ? (told.payload as Static<S>) : null;
}

/** A pair where the text is ours, plain where people wrote it or where the fact is from before pairs were kept. */
export const SaidText = Type.Union([Type.String(), Type.Object({ zh: Type.String(), en: Type.String() })]);

export const Because = Type.Object({ kind: Type.String(), id: Type.String(), label: SaidText });
