import type { Answer } from './call.ts';

export type Sendable = Answer<'GET /api/staff/goods'>['items'][number]['send'];
export type Entry = Answer<'GET /api/staff/entry'>;
export type Signature = Answer<'GET /api/staff/signature'>;

/** The WeCom around the page. */
export type Host = {
  /** The code of OAuth; in WeCom itself the page is left for it, and comes back. */
  code(entry: Entry): Promise<string>;
  /** Signs the page in to the JS-SDK. Throws what WeCom says. */
  register(entry: Entry, sign: (url: string) => Promise<Signature>): Promise<void>;
  /** Beside whose chat it stands; null: beside none. */
  customer(): Promise<string | null>;
  /** The customer group beside whose chat it stands; null: beside none. */
  group(): Promise<string | null>;
  /** Into that chat. */
  send(what: Sendable): Promise<void>;
  /** Leads to the chat with another customer. */
  open(customer: string): Promise<void>;
  /** Whether a token may be kept for the next page of this window. */
  readonly keeps: boolean;
};

/** What WeCom refused, in its own words. */
export class HostError extends Error {}
