import type { Static, TSchema } from '@sinclair/typebox';
import type { Config } from '../config.ts';
import type { FieldCrypto } from './crypto.ts';
import type { Db } from './db.ts';
import type { EventStore } from './event-store/client.ts';
import type { Declared, Fact } from './facts.ts';
import type { Files } from './files.ts';
import type { FindNames } from './form/names.ts';
import type { Job } from './jobs.ts';
import type { Logger } from './log.ts';

export type Role = 'owner' | 'operator' | 'viewer';

/** What an account may do: by its role, and in some stores alone where it is limited to them; null: in the whole shop. */
export type Standing = {
  readonly role: Role;
  readonly stores: readonly string[] | null;
  /** Of what the role gives, these permissions alone; absent: all of it. */
  readonly scopes?: readonly string[];
};

export type Actor =
  | { readonly kind: 'system' }
  | { readonly kind: 'guest' }
  | (Standing & {
      readonly kind: 'operator';
      readonly id: string;
      readonly name: string;
      /** What her role asks for and she has not. */
      readonly lacks?: 'second_factor';
      /** The API key by which it acts; absent: it is she herself, signed in. */
      readonly key?: { readonly id: string; readonly name: string };
    })
  /** A member of the corp in WeCom; `id` is her userid there. */
  | { readonly kind: 'staff'; readonly id: string; readonly name: string }
  | {
      readonly kind: 'member';
      readonly id: string;
      readonly personNo: number;
      /** The WeChat account she is here with: an openid belongs to the app that asks. */
      readonly account: { readonly no: number; readonly app: string; readonly openid: string };
    };

export type PendingFact = {
  readonly type: string;
  readonly personNo: number | null;
  /** Whom a fact of many is about. */
  readonly persons: readonly number[] | null;
  readonly payload: unknown;
  readonly occurredAt: Date;
};

/** Everything a use case may touch; the first argument of each. Nothing ambient. */
export type Ctx = {
  readonly db: Db;
  /** The only source of time: in the sandbox it can be moved. */
  readonly now: () => Date;
  readonly actor: Actor;
  readonly log: Logger;
  readonly config: Config;
  readonly events: EventStore;
  readonly files: Files;
  readonly crypto: FieldCrypto;
  readonly requestId: string;
  /** Names of things that forms pick, from the domains that own them. */
  readonly names: FindNames;
  /** The facts that domains declare, by type. */
  readonly declared: Declared;
  /** Announce a fact that a domain declares; inside a transaction only, so that it is true exactly when it is told. */
  emit<S extends TSchema>(
    this: Ctx,
    fact: Fact<S>,
    what: { personNo: number | null; persons?: readonly number[]; payload: Static<S>; at?: Date },
  ): void;
  /** Put a background job into the queue, in the same transaction as the rest. */
  enqueue<S extends TSchema>(this: Ctx, job: Job<S>, payload: Static<S>, options?: { key?: string }): Promise<void>;
  /** Facts told in this transaction, written at its end; absent outside of one. */
  readonly facts?: PendingFact[];
};
