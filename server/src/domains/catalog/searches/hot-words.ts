import { HotWords } from '@huoshui/contracts/search';
import type { Static } from '@sinclair/typebox';
import type { Ctx } from '../../../platform/ctx.ts';
import type { EventStore } from '../../../platform/event-store/client.ts';
import { defineSetting, getSetting, putSetting } from '../../../platform/settings.ts';
import { shopSettings } from '../../../platform/shop-settings.ts';
import { blockedWords } from './blocked.ts';
import { readSearched } from './searched.ts';

const SHOWN = 12;
const DAYS = 7;
/** One person who types a word again and again does not show it to everybody. */
const LEAST_PERSONS = 3;
const KEPT_MS = 10 * 60_000;

/** What was searched for most when somebody last looked. */
const kept = defineSetting('catalog.hot_words', HotWords, { at: 0, words: [] });

/** What the shop puts first, then what most persons looked for and found in a week; without what it blocked. */
export async function hotWords(ctx: Ctx): Promise<{ word: string; pinned: boolean }[]> {
  const [{ hotWords: pinned }, blocked, seen] = await Promise.all([
    getSetting(ctx, shopSettings),
    blockedWords(ctx),
    getSetting(ctx, kept),
  ]);
  if (isOld(ctx, seen)) countBehind(ctx);
  const hidden = new Set([...blocked, ...pinned.map((word) => word.trim().toLowerCase())]);
  const others = seen.words.filter((word) => !hidden.has(word));
  return [
    ...pinned.filter((word) => !blocked.has(word.trim().toLowerCase())).map((word) => ({ word, pinned: true })),
    ...others.map((word) => ({ word, pinned: false })),
  ].slice(0, SHOWN);
}

/** The words as they are counted now, for every shopper from here on. */
export async function countHotWords(ctx: Ctx): Promise<void> {
  const searched = await readSearched(ctx, { found: true, days: DAYS, most: 50 });
  const words = searched.filter(({ persons }) => persons >= LEAST_PERSONS).map(({ word }) => word);
  await putSetting(ctx, kept, { at: ctx.now().getTime(), words });
}

function isOld(ctx: Ctx, { at }: Static<typeof HotWords>): boolean {
  return Math.abs(ctx.now().getTime() - at) > KEPT_MS;
}

const counting = new WeakMap<EventStore, Promise<void>>();

/** Nobody waits for the event store: whoever finds the words old has them counted for the next. */
function countBehind(ctx: Ctx): void {
  if (counting.has(ctx.events)) return;
  const work = countHotWords(ctx)
    .catch((error: unknown) => ctx.log.warn({ err: error }, 'hot words were not counted'))
    .finally(() => counting.delete(ctx.events));
  counting.set(ctx.events, work);
}
