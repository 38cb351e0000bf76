import type { Duty } from '../world/schedule.ts';
import type { TableShape } from '../world/table.ts';
import type { World } from '../world/world.ts';
import type { SmsMessage } from './messages.ts';
import { beijingTime } from './templates.ts';

/** Something that waits to be pushed: SmsReport or SmsUp. */
type Push = {
  readonly id: string;
  readonly kind: 'report' | 'reply';
  readonly row: Readonly<Record<string, string | boolean>>;
  readonly dueAt: string;
  /** Tries that failed. */
  readonly failed: number;
};

/** Promises what the carrier will say, and tells what somebody replied. */
export type Reports = {
  readonly promise: (message: SmsMessage) => void;
  readonly reply: (reply: { readonly phone: string; readonly text: string }) => void;
  readonly duty: Duty;
};

const pushes: TableShape<Push> = { name: 'sms-pushes' };
/** It comes again after these, and then no more. Source: help.aliyun.com, SmsReport 重试推送, 2026-11 */
const pausesMs = [60_000, 300_000, 600_000];
const patienceMs = 5000;
const mostAtOnce = 100;
const lateMs = 600_000;
const addresses = { report: 'report', reply: 'reply' } as const;
const titles = { report: '短信状态报告', reply: '上行短信' } as const;

export function openReports(world: World): Reports {
  const table = world.store.of(pushes);
  const underWay = new Set<Promise<void>>();
  const busy = new Set<string>();
  const add = (kind: Push['kind'], row: Push['row'], waitMs: number): void => {
    const id = `p${world.store.next('sms-push')}`;
    const dueAt = new Date(world.clock.now().getTime() + waitMs).toISOString();
    table.put(id, { id, kind, row, dueAt, failed: 0 });
  };
  const waiting = () => [...table.all()].filter(({ id }) => !busy.has(id));
  const start = (kind: Push['kind'], some: readonly Push[]): void => {
    for (const { id } of some) busy.add(id);
    const going = deliver(world, kind, some)
      .then((taken) => settle(world, some, taken))
      .finally(() => {
        for (const { id } of some) busy.delete(id);
        underWay.delete(going);
      });
    underWay.add(going);
  };
  return {
    promise: (message) => {
      const travel = world.faults.get().smsReports;
      if (travel === 'lost') return;
      const waitMs = Date.parse(message.reportedAt) - world.clock.now().getTime() + (travel === 'late' ? lateMs : 0);
      for (let copy = 0; copy < (travel === 'doubled' ? 2 : 1); copy += 1) add('report', reportRow(message), waitMs);
      world.schedule.wake();
    },
    reply: ({ phone, text }) => {
      const at = world.clock.now();
      const sequence = String(world.store.next('sms-reply'));
      add(
        'reply',
        { phone_number: phone, content: text, send_time: beijingTime(at), dest_code: '1234', sequence_id: sequence },
        0,
      );
      world.schedule.wake();
    },
    duty: {
      next: () => {
        const first = waiting()
          .map(({ dueAt }) => dueAt)
          .sort()[0];
        return first === undefined ? null : new Date(first);
      },
      run: async (now) => {
        const due = waiting().filter(({ dueAt }) => Date.parse(dueAt) <= now.getTime());
        for (const kind of ['reply', 'report'] as const) {
          const mine = due.filter((push) => push.kind === kind);
          for (let at = 0; at < mine.length; at += mostAtOnce) start(kind, mine.slice(at, at + mostAtOnce));
        }
      },
      underWay: () => (underWay.size === 0 ? null : Promise.all(underWay)),
    },
  };
}

function reportRow(message: SmsMessage): Push['row'] {
  return {
    phone_number: message.phone,
    send_time: beijingTime(new Date(message.at)),
    report_time: beijingTime(new Date(message.reportedAt)),
    success: message.outcome.arrived,
    err_code: message.outcome.code,
    err_msg: message.outcome.words,
    sms_size: String(message.pieces),
    biz_id: message.bizId,
    out_id: message.outId,
  };
}

function settle(world: World, some: readonly Push[], taken: boolean): void {
  const table = world.store.of(pushes);
  world.store.together(() => {
    for (const push of some) {
      const pause = taken ? undefined : pausesMs[push.failed];
      if (pause === undefined) table.drop(push.id);
      else {
        const dueAt = new Date(world.clock.now().getTime() + pause).toISOString();
        table.put(push.id, { ...push, failed: push.failed + 1, dueAt });
      }
    }
  });
}

/** The address that stands in the console of the service; nothing in a push is signed. */
async function deliver(world: World, kind: Push['kind'], some: readonly Push[]): Promise<boolean> {
  const path = `${world.serverUrl}/sms/aliyun/${world.credentials.sms.callbackKey}/${addresses[kind]}`;
  const body = JSON.stringify(some.map(({ row }) => row));
  const started = performance.now();
  const { status, response } = await post(path, body);
  const taken = status === 200 && /"code"\s*:\s*\d/.test(response);
  world.log.add({
    at: world.clock.now().toISOString(),
    direction: 'out',
    title: titles[kind],
    method: 'POST',
    path: path.replace(world.credentials.sms.callbackKey, '***'),
    status,
    ok: taken,
    code: taken ? null : status === 0 ? 'NO_ANSWER' : `HTTP_${status}`,
    request: body.slice(0, 2000),
    response,
    latencyMs: Math.round(performance.now() - started),
  });
  return taken;
}

async function post(url: string, body: string): Promise<{ readonly status: number; readonly response: string }> {
  try {
    const headers = { 'Content-Type': 'application/json; charset=utf-8' };
    const answer = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(patienceMs) });
    return { status: answer.status, response: (await answer.text()).slice(0, 500) };
  } catch {
    return { status: 0, response: '没有应答' };
  }
}
