import { type Host, HostError, type Sendable } from './host-port.ts';
import { messagesOf } from './messages.ts';

/**
 * The phone of the sandbox plays WeCom around the page: `{huoshui:'wecom', id, call, args}` goes to the parent frame, and
 * `{huoshui:'wecom-reply', id, ok, result | errMsg}` comes back. Only a frame of this very origin is spoken to.
 */
const waiting = new Map<
  number,
  { readonly resolve: (result: unknown) => void; readonly reject: (error: Error) => void }
>();
let lastId = 0;
let listening = false;
const ANSWER_MS = 10_000;

async function ask(call: string, args: object = {}): Promise<unknown> {
  if (!listening) window.addEventListener('message', hear);
  listening = true;
  lastId += 1;
  const id = lastId;
  const answer = new Promise<unknown>((resolve, reject) => {
    waiting.set(id, { resolve, reject });
    setTimeout(() => reject(new HostError(`${call}:fail timeout`)), ANSWER_MS);
  });
  window.parent.postMessage({ huoshui: 'wecom', id, call, args }, location.origin);
  return answer.finally(() => waiting.delete(id));
}

function hear({ source, origin, data }: MessageEvent<unknown>): void {
  if (source !== window.parent || origin !== location.origin || textOf(data, 'huoshui') !== 'wecom-reply') return;
  const open = waiting.get(Number(at(data, 'id')));
  if (at(data, 'ok') === true) open?.resolve(at(data, 'result'));
  else open?.reject(new HostError(textOf(data, 'errMsg')));
}

const at = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
function textOf(value: unknown, name: string): string {
  const text = at(value, name);
  return typeof text === 'string' ? text : '';
}

export const frameHost: Host = {
  // One window holds the phones of several people there.
  keeps: false,
  code: async () => textOf(await ask('code'), 'code'),
  register: async ({ corpid, agentid }, sign) => {
    const url = location.href.split('#')[0] ?? '';
    const { corp, agent } = await sign(url);
    await ask('register', { corpid, agentid, url, corp, agent });
  },
  customer: async () => {
    const entry = textOf(await ask('getContext'), 'entry');
    return entry === 'single_chat_tools' ? textOf(await ask('getCurExternalContact'), 'userId') : null;
  },
  group: async () => {
    const entry = textOf(await ask('getContext'), 'entry');
    return entry === 'group_chat_tools' ? textOf(await ask('getCurExternalChat'), 'chatId') : null;
  },
  open: async (customer) => {
    await ask('openEnterpriseChat', { externalUserIds: [customer] });
  },
  send: async (what: Sendable) => {
    for (const message of messagesOf(what)) await ask('sendChatMessage', message);
  },
};
