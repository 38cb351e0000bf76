import type { Faults } from './faults.ts';
import type { Duty } from './schedule.ts';
import { digits, seeded } from './seed.ts';
import type { TableShape } from './table.ts';
import type { World } from './world.ts';

/** An event that waits for its turn to be pushed to the shop. */
export type Pushed = { readonly id: string; readonly name: string; readonly xml: string; readonly dueAt: string };

/** Sends what is due at once; resolves when it was tried. */
export type Pushes = { readonly duty: Duty; readonly now: () => Promise<void> };

/** Where they wait, and how long one may overtake another. */
export type Road<Event extends Pushed> = {
  readonly table: TableShape<Event>;
  /** Tells one road's events from another's; part of what is drawn. */
  readonly name: string;
  readonly prefix: string;
  readonly longestShuffleMs: number;
};

/** It waits five seconds for an answer, and comes three times. */
const patienceMs = 5000;
const tries = 3;

export const xmlField = (name: string, value: string | number): string =>
  `<${name}>${typeof value === 'number' ? value : `<![CDATA[${value}]]>`}</${name}>`;

/** Puts down an event as it travels by a switch of the sandbox: not at all, late, twice, or overtaking others; `of` says which copy it is. */
export function putPushes<Event extends Pushed>(
  world: World,
  { table, name, prefix, longestShuffleMs }: Road<Event>,
  travel: Faults['wecomCallbacks'],
  of: (copy: number, head: Pick<Pushed, 'id' | 'dueAt'>) => Event,
): void {
  if (travel === 'lost') return;
  const now = world.clock.now().getTime();
  const copies = travel === 'doubled' || travel === 'shuffled' ? 2 : 1;
  world.store.together(() => {
    for (let copy = 0; copy < copies; copy += 1) {
      const number = world.store.next(`${name}-event`);
      const drawn = Number(seeded(world.seed, `${name}-shuffle`, number, 4, digits)) / 9999;
      const delayMs = world.faults.get().notifyDelaySeconds * 1000;
      const waitMs = travel === 'delayed' ? delayMs : travel === 'shuffled' ? drawn * longestShuffleMs : 0;
      const event = of(copy, { id: `${prefix}${number}`, dueAt: new Date(now + Math.round(waitMs)).toISOString() });
      world.store.of(table).put(event.id, event);
    }
  });
}

/** Each is delivered once by `deliver`, which sees to its own repeats, and forgotten then. */
export function openPushes<Event extends Pushed>(
  world: World,
  { table: shape }: Road<Event>,
  deliver: (event: Event) => Promise<void>,
): Pushes {
  const table = world.store.of(shape);
  const underWay = new Map<string, Promise<void>>();
  const start = async (event: Event): Promise<void> => {
    const going = deliver(event).finally(() => {
      underWay.delete(event.id);
      table.drop(event.id);
    });
    underWay.set(event.id, going);
    return going;
  };
  const waiting = () => [...table.all()].filter(({ id }) => !underWay.has(id));
  const run = async (now: Date): Promise<void> => {
    const due = waiting().filter(({ dueAt }) => Date.parse(dueAt) <= now.getTime());
    await Promise.all(due.toSorted((a, b) => a.dueAt.localeCompare(b.dueAt)).map(start));
  };
  return {
    duty: {
      next: () => {
        const [first] = waiting()
          .map(({ dueAt }) => dueAt)
          .sort();
        return first === undefined ? null : new Date(first);
      },
      run,
      underWay: () => (underWay.size === 0 ? null : Promise.all(underWay.values())),
    },
    now: async () => run(world.clock.now()),
  };
}

type Post = {
  readonly title: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: string;
  /** As it stands in the log: unsealed. */
  readonly request: string;
  readonly type: string;
};

/** Until an answer is taken; `read` answers null for one that does not count. Each try stands in the log. */
export async function pushUntilTaken<Answer>(
  world: World,
  post: () => Post,
  read: (status: number, response: string) => Answer | null,
  said: (answer: Answer) => string,
): Promise<Answer | null> {
  for (let attempt = 1; attempt <= tries; attempt += 1) {
    const { title, path, query, body, request, type } = post();
    const started = performance.now();
    const { status, response } = await send(`${world.serverUrl}${path}?${query}`, body, type);
    const answer = read(status, response);
    world.log.add({
      at: world.clock.now().toISOString(),
      direction: 'out',
      title: `${title}${attempt === 1 ? '' : `（第 ${attempt - 1} 次重试）`}`,
      method: 'POST',
      path,
      status,
      ok: answer !== null,
      code: answer !== null ? null : status === 0 ? 'NO_ANSWER' : `HTTP_${status}`,
      request,
      response: answer === null ? response.slice(0, 500) : said(answer),
      latencyMs: Math.round(performance.now() - started),
    });
    if (answer !== null) return answer;
  }
  return null;
}

async function send(
  url: string,
  body: string,
  type: string,
): Promise<{ readonly status: number; readonly response: string }> {
  try {
    const headers = { 'Content-Type': type };
    const answer = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(patienceMs) });
    return { status: answer.status, response: (await answer.text()).slice(0, 10_000) };
  } catch {
    return { status: 0, response: '没有应答' };
  }
}
