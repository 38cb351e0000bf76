import type { TrialPersona } from '@huoshui/contracts/trial';
import type { Api } from '../api.ts';
import { inTurns } from '../in-turns.ts';
import type { Phone } from '../phone.ts';
import { createRandom } from '../random.ts';

const DAY_MS = 86_400_000;
const SHANGHAI_MS = 8 * 3_600_000;
const SOURCE = 'rehearsal';

/** A shopper's phone as it lies before her: her WeChat, and the number that her history is told under. */
export type Placed = { readonly wechatId: string; readonly number: string };

/** A phone for everybody, one after the other: who she is follows from the seed and her place. */
export async function makePhones(phone: Phone, personas: readonly TrialPersona[]): Promise<Placed[]> {
  const placed: Placed[] = [];
  for (const [n] of personas.entries()) {
    const { id, phoneNumber } = await phone.create(`预演顾客 ${String(n + 1).padStart(3, '0')}`);
    placed.push({ wechatId: id, number: phoneNumber });
  }
  return placed;
}

/**
 * What everybody did before the first day, brought in as a file of members and orders is: the shop counts it as its own
 * history, and nothing begins by it.
 */
export async function bringHistory(
  { api, cookie, server, now }: { api: Api; cookie: string; server: string; now: Date },
  personas: readonly TrialPersona[],
  placed: readonly Placed[],
  seed: number,
): Promise<void> {
  const file = new FormData();
  file.set('file', new Blob([historyOf(personas, placed, seed, now)], { type: 'text/csv' }), 'history.csv');
  const answer = await fetch(`${server}/api/admin/imports`, { method: 'POST', headers: { cookie }, body: file });
  if (!answer.ok) throw new Error(`the history was not taken: ${await answer.text()}`);
  const { id }: { id: string } = JSON.parse(await answer.text());
  const params = { id };
  const { suggestion } = await api('GET /api/admin/imports/:id/preview', { cookie, params });
  const mapping = { ...suggestion, source: SOURCE };
  await api('POST /api/admin/imports/:id/run', { cookie, params, body: { mapping, dryRun: false } });
  for (;;) {
    const { state, errors } = await api('GET /api/admin/imports/:id', { cookie, params });
    if (state === 'done' && errors === 0) break;
    if (state === 'failed' || errors > 0) throw new Error(`the history was not brought in: ${state}, ${errors} errors`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function historyOf(personas: readonly TrialPersona[], placed: readonly Placed[], seed: number, now: Date): string {
  const rows = personas.flatMap(({ joinedAgo, orders }, n) => {
    const { number = '' } = placed[n] ?? {};
    if (joinedAgo === null) return [];
    const dice = createRandom(seed, 'past', n);
    const joined = dayAgo(now, joinedAgo, 9, 0);
    const past = orders.map(({ ago, yuan }) => {
      const at = dayAgo(now, Math.max(1, ago), dice.between(9, 21), dice.between(0, 59));
      return [number, joined, at, String(yuan)];
    });
    return past.length > 0 ? past : [[number, joined, '', '']];
  });
  return [['手机号', '入会时间', '下单时间', '实付金额'], ...rows].map((row) => row.join(',')).join('\n');
}

/** `2026-11-29 18:05`, so many days ago in Shanghai. */
function dayAgo(now: Date, days: number, hour: number, minute: number): string {
  return `${dayOf(now, days)} ${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

/** An hour of a day so many days ago, Shanghai time. */
export function hourOf(now: Date, days: number, hour: number): Date {
  return new Date(`${dayOf(now, days)}T${String(hour).padStart(2, '0')}:00:00+08:00`);
}

const dayOf = (now: Date, days: number): string =>
  new Date(now.getTime() + SHANGHAI_MS - days * DAY_MS).toISOString().slice(0, 10);

/** Silence counts for them from now on, as for everybody who bought here. */
export async function decideHistory(api: Api, cookie: string): Promise<void> {
  await api('POST /api/admin/lifecycle/arrivals/decision', { cookie, body: { apply: 'start' } });
}

/** Who belongs to a segment from the beginning has not just come into it: nothing begins by it. */
export async function lookAtSegments(api: Api, cookie: string): Promise<void> {
  const { items } = await api('GET /api/admin/segments', { cookie, query: { limit: 200 } });
  for (const { id, kind } of items.filter(({ state }) => state === 'active'))
    if (kind === 'rule') await api('POST /api/admin/segments/:id/refreshing', { cookie, params: { id } });
}

/** The journeys that run in the shop, as they stood there. */
export async function startJourneys(api: Api, cookie: string, ids: readonly string[]): Promise<void> {
  await inTurns(ids, async (id) => {
    await api('PUT /api/admin/journeys/:id/state', { cookie, params: { id }, body: { state: 'live' } });
  });
}
