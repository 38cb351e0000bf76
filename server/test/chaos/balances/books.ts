import type { RawBuilder } from 'kysely';
import { sql } from 'kysely';
import { benchConfig, benchCtx, noWechat } from '../../../../bench/orders/serve.ts';
import type { Api } from '../../../../rehearsal/src/api.ts';
import { allDomains } from '../../../src/domains.ts';
import type { Book } from '../../../src/platform/book.ts';
import type { Ctx } from '../../../src/platform/ctx.ts';
import { createEventStore, type EventStore } from '../../../src/platform/event-store/client.ts';
import type { Sweep } from '../../../src/platform/sweeps.ts';
import type { Goods } from '../goods.ts';
import type { House } from '../house.ts';
import type { Buyer } from '../people.ts';
import type { Tally } from '../tally.ts';

/** Two numbers that must be one, of one thing. */
export type Side = { readonly id: string; readonly ours: number; readonly theirs: number };

export type WechatPayment = { readonly transactionId: string; readonly total: number; readonly returned: number };

export type Books = {
  /** At the shop's present moment. */
  readonly ctx: Ctx;
  readonly events: EventStore;
  readonly api: Api;
  readonly cookie: string;
  readonly tally: Tally;
  readonly goods: Goods;
  readonly buyers: readonly Buyer[];
  readonly sweeps: readonly Sweep[];
  /** What the sandbox knows, by its own API. */
  sandbox(path: string): Promise<unknown>;
  /** WeChat's own, as the sandbox keeps them. */
  wechat(): Promise<readonly WechatPayment[]>;
  /** Rows `{ id, ours, theirs }`. */
  rows(statement: RawBuilder<Side>): Promise<readonly Side[]>;
  add(balance: Balance): Promise<Balanced>;
  close(): Promise<void>;
};

/** What must be the same on both sides, thing by thing. */
export type Balance = { readonly of: string; readonly sides: (books: Books) => Promise<readonly Side[]> };

/** Both sums, and the first of the things in which the sides differ. */
export type Balanced = {
  readonly of: string;
  readonly ours: number;
  readonly theirs: number;
  readonly off: readonly string[];
  readonly ok: boolean;
};

type Opening = Pick<Books, 'api' | 'cookie' | 'tally' | 'goods' | 'buyers'> & { readonly house: House };

export async function openBooks({ house, ...asked }: Opening): Promise<Books> {
  const events = createEventStore({ url: house.clickhouseUrl });
  const inner = benchCtx(house.databaseUrl);
  const now = new Date((await asked.api('GET /api/sandbox/clock')).now);
  const ctx: Ctx = { ...inner, now: () => now };
  const domains = allDomains({ wechat: noWechat(), config: benchConfig(house.databaseUrl) });
  const books: Books = {
    ...asked,
    ctx,
    events,
    sweeps: domains.flatMap((domain) => domain.sweeps ?? []),
    sandbox: async (path) => (await fetch(`${house.sandboxUrl}/sandbox/api${path}`)).json(),
    wechat: async () => {
      const { payments } = JSON.parse(await (await fetch(`${house.sandboxUrl}/sandbox/api/books`)).text());
      return payments;
    },
    rows: async (statement) => (await statement.execute(ctx.db)).rows,
    add: async (balance) => added(balance, await balance.sides(books)),
    close: async () => {
      await events.close();
      await ctx.db.destroy();
    },
  };
  return books;
}

function added({ of }: Balance, sides: readonly Side[]): Balanced {
  const off = sides.filter(({ ours, theirs }) => ours !== theirs);
  return {
    of,
    ours: sides.reduce((sum, { ours }) => sum + ours, 0),
    theirs: sides.reduce((sum, { theirs }) => sum + theirs, 0),
    off: off.slice(0, 5).map(({ id, ours, theirs }) => `${id}: ${ours} ≠ ${theirs}`),
    ok: off.length === 0,
  };
}

/** A book that the shop itself compares every morning: the totals of `sums`, and what it finds off. */
export function ofBook(of: string, book: Book, sums: RawBuilder<Side>): Balance {
  return {
    of,
    sides: async ({ rows, ctx }) => {
      const unbalanced = await book.compare(ctx);
      return [
        ...(await rows(sums)),
        ...unbalanced.flatMap(({ name, kept, added }) =>
          Object.keys(kept).map((key) => ({ id: `${name} ${key}`, ours: kept[key] ?? 0, theirs: added[key] ?? 0 })),
        ),
      ];
    },
  };
}

/** There must be none of these; each that there is, is named. */
export function none(of: string, ids: (books: Books) => Promise<readonly string[]>): Balance {
  return {
    of,
    sides: async (books) => {
      const found = await ids(books);
      return found.length === 0 ? [{ id: '', ours: 0, theirs: 0 }] : found.map((id) => ({ id, ours: 1, theirs: 0 }));
    },
  };
}

export function statement(text: TemplateStringsArray, ...values: readonly unknown[]): RawBuilder<Side> {
  return sql<Side>(text, ...values);
}
