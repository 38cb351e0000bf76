import { nameOfApp, readMiniPrograms } from '../account.ts';
import { ApiError, type Bill, call, type PaidOrder, type SubscribeSetting, sandbox } from '../api.ts';
import { now } from '../live.ts';
import { keyOfLink, showContact } from './contact.ts';
import { keyOfGroupLink, showGroup } from './group.ts';
import { openPage, type Phone, sayOn, shake } from './model.ts';
import { pathIn, readPicture } from './scan.ts';

type Args = { readonly [name: string]: unknown };

/** A refusal as WeChat words it: `requestPayment:fail cancel`. */
class WxFail extends Error {}

/**
 * The storefront's line to WeChat. The frame posts `{huoshui:'wx', id, call, args}`; it gets
 * `{huoshui:'wx-reply', id, ok:true, result}` or `{…, ok:false, errMsg}`. Only this phone's own frame is heard.
 */
export function connectFrame(phone: Phone, frame: HTMLIFrameElement): () => void {
  const send = (message: object): void => frame.contentWindow?.postMessage(message, location.origin);

  const hear = (event: MessageEvent<unknown>): void => {
    if (event.origin !== location.origin || event.source !== frame.contentWindow) return;
    const { data } = event;
    if (!isRecord(data) || data.huoshui !== 'wx' || typeof data.call !== 'string') return;
    const { id } = data;
    answer(phone, data.call, isRecord(data.args) ? data.args : {}).then(
      (result) => send({ huoshui: 'wx-reply', id, ok: true, result }),
      (error: unknown) => send({ huoshui: 'wx-reply', id, ok: false, errMsg: wordsOf(error, String(data.call)) }),
    );
  };

  phone.send.value = send;
  window.addEventListener('message', hear);
  return () => {
    window.removeEventListener('message', hear);
    if (phone.send.value === send) phone.send.value = null;
  };
}

const calls: { readonly [name: string]: (phone: Phone, args: Args) => Promise<unknown> } = {
  hello: async (phone) => ({
    shopper: { id: phone.shopper.id, label: phone.shopper.label },
    app: await appidOf(phone),
    now: now.value.toISOString(),
  }),
  login: async (phone) =>
    call('POST', `${sandbox}/shoppers/${phone.shopper.id}/login-code`, { appid: await appidOf(phone) }),
  phone: askPhoneNumber,
  subscribe: askSubscribe,
  pay: askPayment,
  openBusinessView: askReceipt,
  transfer: askTransfer,
  scan: askScan,
  pressCode: async (phone, args) => {
    // 识别图中的二维码: what the picture shows counts, wherever it lies.
    const picture = await fetch(new URL(textOf(args, 'picture'), location.origin)).catch(() => null);
    const says = picture?.ok ? ((await readPicture(await picture.blob())) ?? '') : '';
    const [group, key] = [keyOfGroupLink(says), keyOfLink(says)];
    if (group !== null) await showGroup(phone, group);
    else if (key === null || !(await showContact(phone, key))) sayOn(phone, '没有读懂这个码');
    return { errMsg: 'previewImage:ok' };
  },
  share: async (phone, args) => {
    const imageUrl = typeof args.imageUrl === 'string' ? args.imageUrl : null;
    phone.sheet.value = {
      kind: 'share',
      title: textOf(args, 'title') || nameOfApp(phone.appid.value),
      path: textOf(args, 'path'),
      imageUrl,
    };
    return { errMsg: 'shareAppMessage:ok' };
  },
  openPage: async (phone, args) => openPage(phone, textOf(args, 'path')),
  setTitle: async (phone, args) => {
    phone.title.value = textOf(args, 'title');
    if (typeof args.bare === 'boolean') phone.bare.value = args.bare;
  },
  page: async (phone, args) => {
    phone.page.value = { path: textOf(args, 'path'), depth: typeof args.depth === 'number' ? args.depth : 1 };
    if (typeof args.title === 'string') phone.title.value = args.title;
    if (typeof args.bare === 'boolean') phone.bare.value = args.bare;
  },
  toast: async (phone, args) => sayOn(phone, textOf(args, 'title')),
  haptic: async (phone) => shake(phone),
  systemInfo: async () => ({
    platform: 'sandbox',
    brand: '活水',
    model: '沙箱手机',
    language: 'zh_CN',
    version: '8.0.50',
    SDKVersion: '3.6.0',
    statusBarHeight: 44,
    /** The capsule, in pixels of the screen. */
    capsule: { width: 87, height: 32, top: 6, right: 7 },
  }),
};

/** The app the phone is in, as the platform knows it. */
async function appidOf(phone: Phone): Promise<string> {
  return phone.appid.value ?? (await readMiniPrograms())[0]?.appid ?? '';
}

async function answer(phone: Phone, name: string, args: Args): Promise<unknown> {
  const known = Object.hasOwn(calls, name) ? calls[name] : undefined;
  if (!known) throw new WxFail(`${name}:fail 沙箱手机没有这个能力`);
  return known(phone, args);
}

async function askPhoneNumber(phone: Phone): Promise<unknown> {
  const allowed = await new Promise<boolean>((resolve) => {
    phone.sheet.value = { kind: 'phone-number', answer: resolve };
  });
  phone.sheet.value = null;
  if (!allowed) throw new WxFail('getPhoneNumber:fail user deny');
  return call('POST', `${sandbox}/shoppers/${phone.shopper.id}/phone-code`, { appid: await appidOf(phone) });
}

/** Templates with a remembered answer are not shown; when none is left to ask, there is no sheet. */
async function askSubscribe(phone: Phone, args: Args): Promise<unknown> {
  const ids = Array.isArray(args.tmplIds) ? args.tmplIds.filter((id): id is string => typeof id === 'string') : [];
  const base = `${sandbox}/shoppers/${phone.shopper.id}`;
  const appid = await appidOf(phone);
  const query = new URLSearchParams({ ids: ids.join(','), appid });
  const setting = await call<SubscribeSetting>('GET', `${base}/subscribe-setting?${query}`);
  const shown = setting.mainSwitch ? setting.templates : [];
  const asked = shown.filter(({ id }) => setting.itemSettings[id] === undefined);
  const { accepted, always } = await askAbout(phone, asked);
  const choices = Object.fromEntries(ids.map((id) => [id, accepted.includes(id) ? 'accept' : 'reject']));
  const result = await call<{ readonly errMsg: string }>('POST', `${base}/subscribe`, {
    appid,
    templateIds: ids,
    answer: choices,
    always,
  });
  if (!result.errMsg.endsWith(':ok')) throw new WxFail(result.errMsg);
  return result;
}

async function askAbout(
  phone: Phone,
  templates: SubscribeSetting['templates'],
): Promise<{ readonly accepted: readonly string[]; readonly always: boolean }> {
  if (templates.length === 0) return { accepted: [], always: false };
  return new Promise((resolve) => {
    phone.sheet.value = {
      kind: 'subscribe',
      templates,
      answer: (accepted, always) => {
        phone.sheet.value = null;
        resolve({ accepted, always });
      },
    };
  });
}

async function askPayment(phone: Phone, args: Args): Promise<unknown> {
  const { timeStamp, nonceStr, signType, paySign } = args;
  const appid = await appidOf(phone);
  const request = { appid, timeStamp, nonceStr, package: args.package, signType, paySign };
  const base = `${sandbox}/shoppers/${phone.shopper.id}`;
  const bill = await call<Bill>('POST', `${base}/bill`, request);
  if (!bill.ok) throw new WxFail(bill.errMsg);
  const errMsg = await new Promise<string>((resolve) => {
    let outcome = 'requestPayment:fail cancel';
    phone.sheet.value = {
      kind: 'payment',
      description: bill.description,
      total: bill.total,
      off: bill.off,
      answer: async (decision) => {
        const result = await call<{ readonly errMsg: string }>('POST', `${base}/pay`, { ...request, answer: decision });
        outcome = result.errMsg;
        return outcome.endsWith(':ok');
      },
      close: () => {
        phone.sheet.value = null;
        resolve(outcome);
      },
    };
  });
  if (!errMsg.endsWith(':ok')) throw new WxFail(errMsg);
  return { errMsg };
}

type OpenTransfer =
  | { readonly ok: true; readonly amount: number; readonly remark: string }
  | { readonly ok: false; readonly errMsg: string };

/** wx.requestMerchantTransfer: what it answers says only that the sheet was shown; the merchant asks how it went. */
async function askTransfer(phone: Phone, args: Args): Promise<unknown> {
  const request = { appid: await appidOf(phone), package: args.package };
  const base = `${sandbox}/shoppers/${phone.shopper.id}`;
  const shown = await call<OpenTransfer>('POST', `${base}/transfer-bill`, request);
  if (!shown.ok) throw new WxFail(shown.errMsg);
  const { amount, remark } = shown;
  const confirmed = await new Promise<boolean>((resolve) => {
    phone.sheet.value = { kind: 'transfer', amount, remark, answer: resolve };
  });
  phone.sheet.value = null;
  const answer = confirmed ? 'confirm' : 'cancel';
  const { errMsg } = await call<{ readonly errMsg: string }>('POST', `${base}/transfer`, { ...request, answer });
  if (!errMsg.endsWith(':ok')) throw new WxFail(errMsg);
  return { errMsg };
}

/** wx.openBusinessView of 确认收货; what it was about it says in `extraData.status`. */
async function askReceipt(phone: Phone, args: Args): Promise<unknown> {
  if (args.businessType !== 'weappOrderConfirm') throw new WxFail('openBusinessView:fail 沙箱手机没有这个业务');
  const extraData = isRecord(args.extraData) ? args.extraData : {};
  const base = `${sandbox}/shoppers/${phone.shopper.id}`;
  const orders = await call<{ readonly orders: readonly PaidOrder[] }>('GET', `${base}/orders`);
  const paid = orders.orders.find(({ outTradeNo }) => outTradeNo === extraData.merchant_trade_no);
  if (!paid) return { errMsg: 'openBusinessView:ok', extraData: { status: 'fail' } };
  const confirmed = await new Promise<boolean>((resolve) => {
    phone.sheet.value = { kind: 'receipt', description: paid.description, answer: resolve };
  });
  phone.sheet.value = null;
  const appid = await appidOf(phone);
  return call('POST', `${base}/receipt`, { ...extraData, appid, answer: confirmed ? 'confirm' : 'cancel' });
}

/** A mini-program code gives the page it leads to, with its scene; any other code its text. */
async function askScan(phone: Phone): Promise<unknown> {
  const text = await new Promise<string | null>((resolve) => {
    phone.sheet.value = { kind: 'scan', answer: resolve };
  });
  phone.sheet.value = null;
  if (text === null) throw new WxFail('scanCode:fail cancel');
  const path = await pathIn(text);
  if (path === null) return { result: text };
  // The platform tells a code of the app itself in `path`; `result` is for codes of others.
  return { result: '', scanType: 'WX_CODE', path };
}

function wordsOf(error: unknown, name: string): string {
  if (error instanceof WxFail) return error.message;
  if (error instanceof ApiError) return `${name}:fail ${error.message}`;
  return `${name}:fail 沙箱出错`;
}

function textOf(args: Args, name: string): string {
  const value = args[name];
  return typeof value === 'string' ? value : '';
}

function isRecord(value: unknown): value is Args {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
