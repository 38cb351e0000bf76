import { type Static, type TSchema, Type } from '@sinclair/typebox';

/** A kind of fact a domain announces: `order.paid` and the shape of what it says. */
export type Fact<S extends TSchema = TSchema> = { readonly type: string; readonly schema: S };

export function fact<S extends TSchema>(type: string, schema: S): Fact<S> {
  return { type, schema };
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
export function payloadOf<S extends TSchema>(kind: Fact<S>, told: Told): Static<S> | null {
  // The writer was checked by the compiler against the same schema, so the shape needs no second look here.
  return told.type === kind.type ? (told.payload as Static<S>) : null;
}

export const Because = Type.Object({ kind: Type.String(), id: Type.String(), label: Type.String() });
