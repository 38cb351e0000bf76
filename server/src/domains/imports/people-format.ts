import type { Ctx } from '../../platform/ctx.ts';
import { memberImport, type StoredPhone } from '../members/index.ts';
import { readCdnow } from './cdnow.ts';
import { readCsv } from './csv.ts';
import type { Format } from './format.ts';
import type { ImportRow } from './import.ts';
import type { RowResult } from './row.ts';
import { store } from './store.ts';

/** Rows a transaction. Larger ones gain nothing (measured on 70 000 orders) and let listeners and progress wait. */
const AT_ONCE = 5000;

/** With her phone as it is stored: sealing it is the dearest of what can be done before the store is asked. */
type Ready = { readonly result: RowResult; readonly phone: StoredPhone | undefined };

/** Members and their orders. */
export function peopleFormat({ now, crypto }: Ctx, { mapping, dryRun }: ImportRow): Format<Ready> {
  // What a dry run has counted as new is known in memory only.
  const memory = dryRun ? memberImport.memory() : undefined;
  function* results(text: string): Generator<Ready> {
    for (const result of rowsOf(text)) {
      const phone = 'draft' in result && !dryRun ? result.draft.member.phone : undefined;
      yield { result, phone: phone === undefined ? undefined : memberImport.phone(crypto, phone) };
    }
  }
  function rowsOf(text: string): Iterable<RowResult> {
    if (mapping?.format === 'cdnow') return readCdnow(text, now());
    return readCsv(text, mapping ?? { format: 'csv' }, {
      now: now(),
      phoneKey: (phone) => `phone-${crypto.blindIndex(phone, 'imports.phone').slice(0, 32)}`,
    });
  }
  return {
    atOnce: AT_ONCE,
    results,
    rowsOf: ({ result }) => result.rows,
    store: async (ctx, batch) => {
      const read = batch.flatMap(({ result, phone }) => ('draft' in result ? [{ ...result, phone }] : []));
      const { members, orders, refused } = await store(ctx, read, fromOf(mapping), memory);
      const told = batch.flatMap(({ result }) => ('problems' in result ? result.problems : []));
      const rows = batch.reduce((sum, { result }) => sum + result.rows, 0);
      const good = read.reduce((sum, one, n) => (refused.has(n) ? sum : sum + one.rows), 0);
      const leftOut = read.reduce((sum, one) => (one.draft.leftOut ? sum + one.rows : sum), 0);
      const problems = [...told, ...refused.values()];
      return { members, orders, products: 0, updated: 0, leftOut, errors: rows - good, problems };
    },
  };
}

/** What a file's own names are unique within. */
function fromOf(mapping: ImportRow['mapping']): string {
  const { format = 'csv', source } = mapping ?? {};
  return source === undefined ? format : `${format}@${source}`;
}
