import Taro from '@tarojs/taro';
import { type Port, type Shared, WxFailure } from './port.ts';

/**
 * The phone around the page plays WeChat: calls go to the parent frame and come back by id.
 *
 *   to the parent    { huoshui: 'wx', id, call, args }
 *   back             { huoshui: 'wx-reply', id, ok: true, result } | { …, ok: false, errMsg }
 *   from the parent  { huoshui: 'wx-open', path } | { huoshui: 'wx-back' } | { huoshui: 'wx-share' }
 */
type Waiting = {
  readonly resolve: (result: unknown) => void;
  readonly reject: (failure: WxFailure) => void;
  readonly call: string;
};

/** The phone answers `hello` at once; a parent that is no phone never does. */
const helloMs = 4000;

const waiting = new Map<number, Waiting>();
let lastId = 0;
let shell: Parameters<Port['onShell']>[0] | null = null;
let sharedNow: (() => Shared) | null = null;
let deaf = false;
let listening = false;

export const framePort: Port = {
  alone: () => deaf || window.parent === window,
  ready: async () => hello(),
  login: async () => text(await ask('login'), 'code'),
  pay: async (params) => {
    try {
      await ask('pay', params);
      return 'paid';
    } catch (failure) {
      if (failure instanceof WxFailure && failure.cancelled) return 'cancelled';
      throw failure;
    }
  },
  takeTransfer: async (transfer) => {
    try {
      await ask('transfer', transfer);
      return 'shown';
    } catch (failure) {
      if (failure instanceof WxFailure && failure.cancelled) return 'cancelled';
      throw failure;
    }
  },
  confirmReceipt: async ({ merchantId, merchantTradeNo, transactionId }) => {
    try {
      const extraData = { merchant_id: merchantId, merchant_trade_no: merchantTradeNo, transaction_id: transactionId };
      const answer = await ask('openBusinessView', { businessType: 'weappOrderConfirm', extraData });
      const status = text(record(answer).extraData, 'status');
      return status === 'success' ? 'confirmed' : status === 'cancel' ? 'cancelled' : 'unable';
    } catch {
      return 'unable';
    }
  },
  subscribe: async (templateIds) => {
    const answers: Record<string, string> = {};
    for (const [id, answer] of Object.entries(record(await ask('subscribe', { tmplIds: templateIds })))) {
      if (typeof answer === 'string' && templateIds.includes(id)) answers[id] = answer;
    }
    return answers;
  },
  scan: async () =>
    orNull(async () => {
      const answer = await ask('scan');
      return text(answer, 'path') || text(answer, 'result');
    }),
  phone: async () => orNull(async () => text(await ask('phone'), 'code')),
  pressCode: async (picture) => {
    await orNull(async () => ask('pressCode', { picture }));
  },
  share: async (shared) => {
    await orNull(async () => ask('share', shared));
  },
  // The phone that is played here is a Chinese one, whatever the browser around it speaks.
  language: () => 'zh_CN',
  setTitle: (title) => {
    document.title = title;
    tell('setTitle', { title });
  },
  page: (path, shared, own) => {
    sharedNow = shared;
    const built = Taro.getCurrentInstance().page?.config?.navigationBarTitleText;
    const title: unknown = own === '' ? built : own;
    tell('page', { path, depth: Taro.getCurrentPages().length, ...(typeof title === 'string' ? { title } : {}) });
  },
  haptic: () => tell('haptic'),
  onShell: (handlers) => {
    shell = handlers;
  },
};

let greeting: ReturnType<Port['ready']> | null = null;

async function hello(): ReturnType<Port['ready']> {
  greeting ??= greet();
  return greeting;
}

async function greet(): ReturnType<Port['ready']> {
  // Alone there is no shopper, and nothing may be asked of the server: the promise stays open behind the explanation.
  if (framePort.alone()) return new Promise(() => undefined);
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), helloMs));
  const answer = await Promise.race([ask('hello'), late]);
  if (answer === null) {
    deaf = true;
    Taro.eventCenter.trigger('wx.alone');
    return new Promise(() => undefined);
  }
  return { shopper: text(record(answer).shopper, 'id'), app: text(answer, 'app') };
}

async function ask(call: string, args: unknown = {}): Promise<unknown> {
  listen();
  return new Promise((resolve, reject) => {
    lastId += 1;
    waiting.set(lastId, { resolve, reject, call });
    window.parent.postMessage({ huoshui: 'wx', id: lastId, call, args }, window.location.origin);
  });
}

/** Says something that needs no answer. */
function tell(call: string, args: unknown = {}): void {
  if (!framePort.alone()) void ask(call, args).catch(() => undefined);
}

function listen(): void {
  if (listening) return;
  listening = true;
  window.addEventListener('message', (event) => {
    // Only the phone itself, from our own origin, may speak for WeChat.
    if (event.source !== window.parent || event.origin !== window.location.origin) return;
    const message = record(event.data);
    if (message.huoshui === 'wx-open' && typeof message.path === 'string') shell?.open(message.path);
    if (message.huoshui === 'wx-back') shell?.back();
    if (message.huoshui === 'wx-share' && sharedNow !== null) void framePort.share(sharedNow());
    if (message.huoshui !== 'wx-reply' || typeof message.id !== 'number') return;
    const asked = waiting.get(message.id);
    waiting.delete(message.id);
    if (asked === undefined) return;
    if (message.ok === true) asked.resolve(message.result);
    else
      asked.reject(
        new WxFailure(asked.call, typeof message.errMsg === 'string' ? message.errMsg : `${asked.call}:fail`),
      );
  });
}

/** Null where the shopper closed the sheet; other failures pass through. */
async function orNull<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (failure) {
    if (failure instanceof WxFailure && failure.cancelled) return null;
    throw failure;
  }
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function text(value: unknown, key: string): string {
  const found = record(value)[key];
  return typeof found === 'string' ? found : typeof found === 'number' ? String(found) : '';
}
