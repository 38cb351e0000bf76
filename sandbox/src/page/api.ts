/** The shapes of `/sandbox/api` and of the server's `/api/sandbox/clock`, as this page reads them. Times are ISO 8601. */
export type Shopper = {
  readonly id: string;
  readonly number: number;
  readonly label: string;
  readonly openid: string;
  readonly phoneNumber: string;
  readonly unread: number;
  readonly payments: number;
  /** Fen. */
  readonly paidTotal: number;
  readonly lastPaidAt: string | null;
};

export type Notice = {
  readonly id: string;
  readonly chat: 'service' | 'pay' | 'friend' | 'wecom' | 'group' | 'sms' | 'account';
  readonly from: string | null;
  readonly title: string;
  readonly amount: number | null;
  readonly fields: readonly { readonly label: string; readonly value: string }[];
  readonly page: string | null;
  /** The mini program that `page` is in; absent: the main one. */
  readonly appid?: string;
  readonly image: string | null;
  /** Of an article: what stands below its title, and what a tap opens. */
  readonly text?: string;
  readonly url?: string;
  /** She wrote it herself. */
  readonly mine?: true;
  readonly at: string;
  readonly read: boolean;
};

export type Chat = {
  readonly id: string;
  readonly name: string;
  readonly unread: number;
  readonly lastAt: string;
  readonly notices: readonly Notice[];
};

/** Who is behind a code of WeCom. */
export type Contact = {
  readonly userid: string;
  readonly name: string;
  readonly corp: string;
  readonly isFriend: boolean;
};

/** A customer group of the corp. */
export type CorpGroup = {
  readonly chatId: string;
  readonly name: string;
  readonly ownerName: string;
  readonly members: number;
};

/** A group of a member's own, as it stands on her phone. */
export type StaffGroup = CorpGroup & {
  /** What is said to who joins it. */
  readonly welcome: string | null;
  readonly said: readonly { readonly title: string; readonly page?: string; readonly at: string }[];
};

/** The group behind a code. */
export type ShownGroup = CorpGroup & { readonly isIn: boolean };

/** A member of the corp, and how many customers she has. */
export type Staff = {
  readonly userid: string;
  readonly name: string;
  readonly departmentName: string;
  readonly active: boolean;
  readonly realName: boolean;
  readonly canContact: boolean;
  readonly ownWelcome: boolean;
  readonly capacity: number;
  readonly customers: number;
};

export type StaffCustomer = {
  readonly shopperId: string;
  readonly externalUserid: string;
  readonly name: string;
  readonly createdAt: string;
  readonly tags: readonly string[];
  readonly said: readonly { readonly title: string; readonly page: string | null; readonly at: string }[];
};

/** A mass message that a member must confirm, or sent herself. */
export type MassTask = {
  readonly msgid: string;
  readonly madeBy: 'corp' | 'member';
  readonly createdAt: string;
  readonly parts: readonly { readonly title: string; readonly page?: string; readonly image?: string }[];
  readonly targets: number;
  readonly names: readonly string[];
  readonly confirmedAt: string | null;
  readonly cancelledAt: string | null;
  readonly reminded: number;
  readonly sent: number;
  readonly failed: number;
};

/** A moment that a member is asked to publish, or published. */
export type ShownMoment = {
  readonly momentId: string;
  readonly userid: string;
  readonly staff: string;
  readonly madeBy: 'corp' | 'member';
  readonly createdAt: string;
  readonly publishedAt: string | null;
  readonly cancelledAt: string | null;
  readonly text: string;
  readonly link: { readonly title: string; readonly url: string } | null;
  readonly images: number;
  readonly seen: number;
  readonly likes: readonly string[];
  readonly comments: readonly { readonly id: string; readonly name: string; readonly text: string }[];
};

/** What the corp's app told a member. */
export type AppMessage = {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly url: string | null;
  readonly button: string;
  readonly at: string;
};

export type Template = {
  readonly id: string;
  readonly title: string;
  readonly fields: readonly { readonly key: string; readonly label: string; readonly example: string }[];
};

/** Of 小程序购物订单. */
export type PaidOrder = {
  readonly appid: string;
  readonly outTradeNo: string;
  readonly description: string;
  readonly total: number;
  readonly paidAt: string;
  /** What a tap opens; null while the shop has not said its page. */
  readonly page: string | null;
};

export type SubscribeSetting = {
  readonly mainSwitch: boolean;
  readonly itemSettings: { readonly [templateId: string]: 'accept' | 'reject' };
  readonly templates: readonly Template[];
};

export type Call = {
  readonly seq: number;
  readonly at: string;
  readonly direction: 'in' | 'out' | 'phone';
  readonly title: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly ok: boolean;
  readonly code: string | null;
  readonly request: string;
  readonly response: string;
  readonly latencyMs: number;
};

export type Faults = { readonly [name: string]: string | number | boolean };

export type App = {
  readonly appid: string;
  readonly kind: 'mini_program' | 'official_account';
  readonly name: string;
};

export type Summary = {
  readonly now: string;
  readonly nextDueAt: string | null;
  readonly serverUrl: string;
  readonly apps: readonly App[];
  readonly shoppers: number;
  readonly paid: number;
  readonly refunds: number;
  readonly notices: number;
  readonly pendingNotifications: number;
  readonly calls: number;
};

/** The server's clock: the authority. `moving` while it works its way to `target`. */
export type ServerClock = {
  readonly now: string;
  readonly moving: boolean;
  readonly target: string | null;
  readonly step?: string | null;
  readonly filling: { readonly done: number; readonly total: number | null } | null;
};

export type WxaCode = {
  readonly scene: string;
  readonly page: string;
  readonly appid?: string;
  readonly url: string;
  readonly madeAt: string;
};

export type Bill =
  | {
      readonly ok: true;
      readonly outTradeNo: string;
      readonly description: string;
      readonly total: number;
      readonly off: readonly { readonly name: string; readonly amount: number }[];
    }
  | { readonly ok: false; readonly errMsg: string };

/** A refusal with words for a person. */
export class ApiError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** The caller says the shape: both ends are this workspace's own (or the contract of the server's clock). */
export async function call<T>(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<T> {
  const init: RequestInit = { method };
  if (body !== undefined) {
    init.body = JSON.stringify(body);
    init.headers = { 'content-type': 'application/json' };
  }
  const answer = await fetch(path, init).catch(() => null);
  if (!answer) throw new ApiError(0, '连不上服务，请确认 npm start 还在运行');
  const json: unknown = await answer.json().catch(() => null);
  if (!answer.ok) throw new ApiError(answer.status, messageIn(json) ?? `服务应答 ${answer.status}`);
  return json as T;
}

export const sandbox = '/sandbox/api';
export const serverClock = '/api/sandbox/clock';

function messageIn(json: unknown): string | null {
  if (typeof json !== 'object' || json === null || !('error' in json)) return null;
  const { error } = json;
  if (typeof error !== 'object' || error === null || !('message' in error)) return null;
  return typeof error.message === 'string' ? error.message : null;
}
