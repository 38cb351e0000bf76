import { randomBytes } from 'node:crypto';
import { seal, sign } from '../mp/sealed.ts';
import type { Duty } from '../world/schedule.ts';
import { digits, seeded } from '../world/seed.ts';
import type { TableShape } from '../world/table.ts';
import type { World } from '../world/world.ts';

/** An event that waits for its turn to be pushed. */
type Event = { readonly id: string; readonly name: string; readonly xml: string; readonly dueAt: string };

/** Sends what is due at once; resolves when it was tried. */
export type Deliver = { readonly duty: Duty; readonly now: () => Promise<void> };

type Fields = Readonly<Record<string, string | number | readonly string[]>>;

const events: TableShape<Event> = { name: 'wecom-events' };
/** It waits five seconds for an answer, and comes three times. */
const patienceMs = 5000;
const tries = 3;
const longestShuffleMs = 8000;

/** Puts down an event for the corp's address; how it travels is a switch of the sandbox. */
export async function tellCorp(world: World, deliver: Deliver, event: string, fields: Fields): Promise<void> {
  const { wecomCallbacks: travel, notifyDelaySeconds } = world.faults.get();
  if (travel === 'lost') return;
  const now = world.clock.now();
  const head = {
    ToUserName: world.credentials.corp.corpid,
    FromUserName: 'sys',
    CreateTime: Math.floor(now.getTime() / 1000),
    MsgType: 'event',
    Event: event,
  };
  const body = Object.entries({ ...head, ...fields })
    .map(([name, value]) => `<${name}>${xmlOf(value)}</${name}>`)
    .join('');
  const name = `${event}.${fields.ChangeType ?? ''}`;
  const table = world.store.of(events);
  world.store.together(() => {
    for (let copy = 0; copy < (travel === 'doubled' || travel === 'shuffled' ? 2 : 1); copy += 1) {
      const number = world.store.next('wecom-event');
      const drawn = Number(seeded(world.seed, 'wecom-shuffle', number, 4, digits)) / 9999;
      const waitMs =
        travel === 'delayed' ? notifyDelaySeconds * 1000 : travel === 'shuffled' ? drawn * longestShuffleMs : 0;
      const dueAt = new Date(now.getTime() + Math.round(waitMs)).toISOString();
      table.put(`e${number}`, { id: `e${number}`, name, xml: `<xml>${body}</xml>`, dueAt });
    }
  });
  await deliver.now();
  world.schedule.wake();
}

/** A list stands as items. */
const xmlOf = (value: Fields[string]): string => {
  if (typeof value === 'object') return value.map((one) => `<Item>${xmlOf(one)}</Item>`).join('');
  return typeof value === 'number' ? String(value) : `<![CDATA[${value}]]>`;
};

export function openDeliver(world: World): Deliver {
  const table = world.store.of(events);
  const underWay = new Map<string, Promise<void>>();
  const start = async (event: Event): Promise<void> => {
    const going = push(world, event).finally(() => {
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
        const first = waiting()
          .map(({ dueAt }) => dueAt)
          .sort()[0];
        return first === undefined ? null : new Date(first);
      },
      run,
      underWay: () => (underWay.size === 0 ? null : Promise.all(underWay.values())),
    },
    now: async () => run(world.clock.now()),
  };
}

async function push(world: World, event: Event): Promise<void> {
  for (let attempt = 1; attempt <= tries; attempt += 1) if (await deliverOnce(world, event, attempt)) return;
}

async function deliverOnce(world: World, event: Event, attempt: number): Promise<boolean> {
  const { corpid, agentid, token: given, aesKey } = world.credentials.corp;
  const token = world.faults.get().wecomSetup === 'token' ? `${given}x` : given;
  const sealed = seal(event.xml, aesKey, corpid);
  const timestamp = String(Math.floor(world.clock.now().getTime() / 1000));
  const nonce = randomBytes(5).toString('hex');
  const query = new URLSearchParams({ msg_signature: sign([token, timestamp, nonce, sealed]), timestamp, nonce });
  const body = `<xml><ToUserName><![CDATA[${corpid}]]></ToUserName><AgentID><![CDATA[${agentid}]]></AgentID><Encrypt><![CDATA[${sealed}]]></Encrypt></xml>`;
  const path = `${world.serverUrl}/wechat/wecom/callback`;
  const started = performance.now();
  const { status, response } = await send(`${path}?${query}`, body);
  const taken = status === 200;
  world.log.add({
    at: world.clock.now().toISOString(),
    direction: 'out',
    title: `企微回调 ${event.name}${attempt === 1 ? '' : `（第 ${attempt - 1} 次重试）`}`,
    method: 'POST',
    path,
    status,
    ok: taken,
    code: taken ? null : status === 0 ? 'NO_ANSWER' : `HTTP_${status}`,
    request: event.xml,
    response,
    latencyMs: Math.round(performance.now() - started),
  });
  return taken;
}

async function send(url: string, body: string): Promise<{ readonly status: number; readonly response: string }> {
  try {
    const headers = { 'Content-Type': 'text/xml; charset=utf-8' };
    const answer = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(patienceMs) });
    return { status: answer.status, response: (await answer.text()).slice(0, 500) };
  } catch {
    return { status: 0, response: '没有应答' };
  }
}
