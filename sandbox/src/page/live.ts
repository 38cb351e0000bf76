import { batch, signal } from '@preact/signals';
import {
  type Call,
  call,
  type Faults,
  type ServerClock,
  type Shopper,
  type Summary,
  sandbox,
  serverClock,
} from './api.ts';

/** What the whole page shows; kept fresh by server-sent events, asked again only for what changed. */
/** As many as are asked for, and how many there are. */
export const shoppers = signal<readonly Shopper[]>([]);
export const shoppersFound = signal(0);
export const calls = signal<readonly Call[]>([]);
/** There are calls before the oldest one here. */
export const olderCalls = signal(false);
export const summary = signal<Summary | null>(null);
export const faults = signal<Faults | null>(null);
export const defaultFaults = signal<Faults>({});
export const clock = signal<ServerClock | null>(null);
/** The shop's server answers; when it does not, time cannot be moved. */
export const serverReachable = signal(true);
export const connected = signal(false);
/** The simulated time, ticking. */
export const now = signal(new Date());

const keptCalls = 400;
/** A page of the log, and of shoppers: a rehearsal makes thousands of both. */
const pageOfCalls = 50;
export const pageOfShoppers = 50;

type ShopperQuestion = { readonly q: string; readonly sort: 'number' | 'unread' | 'paid'; readonly most: number };
let question: ShopperQuestion = { q: '', sort: 'number', most: pageOfShoppers };

/** Which shoppers the list shows; the newest question wins. */
export async function askForShoppers(changes: Partial<ShopperQuestion>): Promise<void> {
  question = { ...question, ...changes };
  await refreshShoppers();
}
let offsetMs = 0;
const chatListeners = new Map<string, Set<() => void>>();
const wecomListeners = new Set<() => void>();

type Change = { readonly topic: string; readonly id?: string };

export function startLive(): void {
  void refreshAll();
  const events = new EventSource(`${sandbox}/events`);
  events.onopen = () => {
    connected.value = true;
    void refreshAll();
  };
  events.onerror = () => {
    connected.value = false;
  };
  events.onmessage = (event) => {
    const { changes }: { readonly changes: readonly Change[] } = JSON.parse(event.data);
    hear(changes);
  };
  setInterval(() => {
    now.value = new Date(Date.now() + offsetMs);
  }, 1000);
  // While the event stream is away (a proxy that buffers, a restart) the page asks by itself.
  setInterval(() => {
    if (!connected.value) void refreshAll();
  }, 4000);
}

/** Calls `hear` whenever something came into the shopper's chats. */
export function onChats(shopperId: string, hear: () => void): () => void {
  const listeners = chatListeners.get(shopperId) ?? new Set();
  chatListeners.set(shopperId, listeners);
  listeners.add(hear);
  return () => listeners.delete(hear);
}

/** Calls `hear` whenever something changed in the corp of WeCom. */
export function onWecom(hear: () => void): () => void {
  wecomListeners.add(hear);
  return () => wecomListeners.delete(hear);
}

export async function putFaults(changes: Faults): Promise<void> {
  faults.value = await call<Faults>('PUT', `${sandbox}/faults`, changes);
}

export async function refreshClock(): Promise<void> {
  const answer = await call<ServerClock>('GET', serverClock).catch(() => null);
  serverReachable.value = answer !== null;
  if (!answer) return;
  clock.value = answer;
  setNow(answer.now);
}

async function refreshAll(): Promise<void> {
  await Promise.allSettled([refreshShoppers(), refreshSummary(), refreshCalls(), refreshFaults(), refreshClock()]);
  for (const listeners of chatListeners.values()) for (const hear of listeners) hear();
}

function hear(changes: readonly Change[]): void {
  const topics = new Set(changes.map(({ topic }) => topic));
  if (topics.has('log')) later('log', refreshCalls);
  if (topics.has('faults')) later('faults', refreshFaults);
  if (topics.has('clock')) later('clock', refreshClock);
  if (topics.has('shoppers') || topics.has('chats') || topics.has('payments')) later('shoppers', refreshShoppers);
  if (topics.has('wecom')) for (const listener of wecomListeners) listener();
  later('summary', refreshSummary);
  for (const { topic, id } of changes) {
    if (topic === 'chats' && id) for (const listener of chatListeners.get(id) ?? []) listener();
  }
}

const waiting = new Set<string>();

/** At most one request of a kind in 400 ms, however many changes a rehearsal makes. */
function later(kind: string, refresh: () => Promise<void>): void {
  if (waiting.has(kind)) return;
  waiting.add(kind);
  setTimeout(() => {
    waiting.delete(kind);
    refresh().catch(() => {});
  }, 400);
}

async function refreshShoppers(): Promise<void> {
  const asked = question;
  const { q, sort, most } = asked;
  const query = new URLSearchParams({ q, sort, limit: String(most) });
  const answer = await call<{ readonly shoppers: readonly Shopper[]; readonly total: number }>(
    'GET',
    `${sandbox}/shoppers?${query}`,
  );
  if (asked !== question) return;
  batch(() => {
    shoppers.value = answer.shoppers;
    shoppersFound.value = answer.total;
  });
}

async function refreshSummary(): Promise<void> {
  const answer = await call<Summary>('GET', `${sandbox}/state`);
  batch(() => {
    summary.value = answer;
    setNow(answer.now);
  });
}

async function refreshFaults(): Promise<void> {
  const [set, defaults] = await Promise.all([
    call<Faults>('GET', `${sandbox}/faults`),
    call<Faults>('GET', `${sandbox}/faults/defaults`),
  ]);
  batch(() => {
    faults.value = set;
    defaultFaults.value = defaults;
  });
}

let lastCall = 0;
let refreshing: Promise<void> | null = null;

async function refreshCalls(): Promise<void> {
  refreshing ??= readCalls().finally(() => {
    refreshing = null;
  });
  return refreshing;
}

async function readCalls(): Promise<void> {
  const after = lastCall > 0 ? `after=${lastCall}&limit=${keptCalls}` : `limit=${pageOfCalls}`;
  const answer = await call<{ readonly calls: readonly Call[]; readonly last: number }>(
    'GET',
    `${sandbox}/log?${after}`,
  );
  const restarted = answer.last < lastCall;
  // Behind by more than one page: what lies between is not worth showing.
  if (answer.calls.length === keptCalls && lastCall > 0) {
    lastCall = 0;
    calls.value = [];
    return readCalls();
  }
  if (lastCall === 0 || restarted) olderCalls.value = answer.calls.length === pageOfCalls;
  lastCall = answer.last;
  calls.value = [...(restarted ? [] : calls.value), ...answer.calls].slice(-Math.max(keptCalls, calls.value.length));
}

/** One page further back. */
export async function readOlderCalls(): Promise<void> {
  const [oldest] = calls.value;
  if (!oldest) return;
  const answer = await call<{ readonly calls: readonly Call[] }>(
    'GET',
    `${sandbox}/log?before=${oldest.seq}&limit=${pageOfCalls}`,
  );
  batch(() => {
    calls.value = [...answer.calls, ...calls.value];
    olderCalls.value = answer.calls.length === pageOfCalls;
  });
}

function setNow(iso: string): void {
  const at = new Date(iso);
  offsetMs = at.getTime() - Date.now();
  now.value = at;
}
