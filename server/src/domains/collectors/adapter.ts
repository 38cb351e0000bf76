import type { CollectorRefusal, CollectorVendor } from '@huoshui/contracts/words/collectors';

/** A request as it came, its transport's compression taken off. */
export type Incoming = {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Buffer;
  readonly receivedAt: number;
};

export type Values = Readonly<Record<string, unknown>>;

/** `anonymous` never names a member, whatever it says. */
export type PersonId = { readonly kind: 'id' | 'anonymous'; readonly value: string };

/** What any SDK says, in one shape. Times are ms since 1970. */
export type Item =
  | {
      readonly is: 'event';
      /** What makes it this very event for its vendor; null: its content does. */
      readonly key: string | null;
      readonly name: string;
      /** null: not said; NaN: said, and no time. */
      readonly at: number | null;
      /** The same clock when it was sent, where the SDK says so. */
      readonly sentAt: number | null;
      readonly who: PersonId | null;
      readonly props: Values;
      readonly page?: unknown;
      readonly session?: unknown;
    }
  | { readonly is: 'bind'; readonly who: PersonId; readonly from: PersonId }
  | {
      readonly is: 'profile';
      readonly who: PersonId | null;
      readonly how: 'set' | 'once' | 'unset';
      readonly values: Values;
    }
  | { readonly is: 'skipped'; readonly reason: CollectorRefusal; readonly name: string };

/** The key is known before anything is unpacked, where the vendor says it outside of the body. */
export type Reading = { readonly key: string | null; readonly items: () => Promise<Unpacked> };
export type Unpacked = { readonly key?: string | null; readonly items: readonly Item[] };

export type Answer = { readonly status: number; readonly type: string; readonly body: string | Buffer };

/** One vendor's SDKs: where they send, what that says, and what they want to hear. A file each and a line in `adapters/index.ts`. */
export type Adapter = {
  readonly vendor: CollectorVendor;
  readonly paths: readonly string[];
  /** Addresses its SDKs ask besides, and what is true of us there. */
  readonly probes?: readonly { readonly path: string; readonly answer: Answer }[];
  /** @throws BadWire */
  readonly read: (incoming: Incoming) => Reading;
  readonly taken: (incoming: Incoming) => Answer;
  readonly refused: (status: number, why: string) => Answer;
  /** What cannot be stored now. `hang_up`: any answer would make the SDK forget what it sent. */
  readonly later: 'hang_up' | ((status: number, why: string) => Answer);
};

/** What came is not in the vendor's form. */
export class BadWire extends Error {
  readonly reason: CollectorRefusal;
  constructor(message: string, reason: CollectorRefusal = 'bad_wire') {
    super(message);
    this.reason = reason;
  }
}

export const jsonAnswer = (status: number, body: unknown): Answer => ({
  status,
  type: 'application/json; charset=utf-8',
  body: JSON.stringify(body),
});
