import type { SearchedWord } from '@huoshui/contracts/search';
import type { Static } from '@sinclair/typebox';
import type { Ctx } from '../../../platform/ctx.ts';
import { blockedWords } from './blocked.ts';
import { readSearched } from './searched.ts';

type Row = Static<typeof SearchedWord>;
const MOST = 200;

/** Words that found nothing (or something) in the last days, or those that are blocked; the most asked for first. */
export async function listSearched(
  ctx: Ctx,
  query: { readonly outcome: 'missed' | 'found' | 'blocked'; readonly days: number; readonly q?: string | undefined },
): Promise<{ items: Row[]; nextCursor: null; total: number; andMore?: true }> {
  const blocked = await blockedWords(ctx);
  const all =
    query.outcome === 'blocked'
      ? [...blocked].map((word) => ({ word, times: 0, persons: 0, laterPersons: 0, laterWord: null }))
      : await readSearched(ctx, { found: query.outcome === 'found', days: query.days, most: MOST + 1 });
  const q = (query.q ?? '').trim().toLowerCase();
  const items = all
    .slice(0, MOST)
    .filter(({ word }) => word.includes(q))
    .map((row) => ({ ...row, blocked: blocked.has(row.word) }));
  return { items, nextCursor: null, total: items.length, ...(all.length > MOST ? { andMore: true as const } : {}) };
}
