import type { Json } from './json.ts';
import type { Store } from './store.ts';
import type { TableShape } from './table.ts';

/** The switches of the sandbox: what goes wrong, and how the platform behaves where accounts differ. */
export type Faults = {
  /** How payment and refund notifications travel; shuffled: each waits for another while, so that they overtake one another. */
  readonly notify: 'normal' | 'lost' | 'delayed' | 'late' | 'doubled' | 'shuffled';
  readonly notifyDelaySeconds: number;
  readonly notifyLateMinutes: number;
  /** Sends a probe with a `WECHATPAY/SIGNTEST/` signature before each notification; the merchant must refuse it. */
  readonly signTest: boolean;
  /** Which APIs answer 502. */
  readonly down: 'none' | 'mini-program' | 'pay' | 'wecom' | 'sms' | 'all';
  /** Every mini-program call but the token answers this quota error. */
  readonly quota: 'none' | '45009' | '45011';
  /** Every n-th mini-program call answers -1 (system busy) and every n-th payment call 500 SYSTEM_ERROR; 0 = never. */
  readonly busyEvery: number;
  /** Real milliseconds that every API call takes longer. */
  readonly latencyMs: number;
  /** Seconds after payment during which the shipping API does not know the order (10060001); 0 = knows it at once. */
  readonly shippingUnknownSeconds: number;
  /** How refunds end. */
  readonly refundResult: 'SUCCESS' | 'ABNORMAL' | 'CLOSED';
  /** Refunds answer 403 NOT_ENOUGH (the merchant's balance is short). */
  readonly refundNotEnough: boolean;
  /** Two refunds of an order must be a minute apart (the platform's rule). */
  readonly refundSpacing: boolean;
  /** Which key signs answers and notifications. */
  readonly payKey: 'public-key' | 'certificate';
  /** What /v3/certificates answers: by the key (none in public-key mode), or one of the cases of a merchant in migration. */
  readonly certificates: 'by-key' | 'listed' | 'none' | 'empty' | 'expired';
  /** Fen that WeChat's own coupon takes off what the payer pays: `payer_total` is less than `total`. */
  readonly platformCoupon: number;
  /** What wx.requestSubscribeMessage does besides asking: her main switch is off (20004), templates banned or filtered. */
  readonly subscribe: 'ask' | 'switched-off' | 'ban' | 'filter';
  /** Notices are taken, and not delivered: WeChat says so a moment later (subscribe_msg_sent_event). */
  readonly noticeFails: boolean;
  /** What becomes of the message of a service card: she has it, she refuses its kind, the app lacks its template. */
  readonly serviceCard: 'delivered' | 'refused' | 'no-template';
  /** What every call of the WeCom API is answered: 60020, 48002, a quota; `41096` the welcome alone. */
  readonly wecom: 'none' | 'ip' | 'forbidden' | '45009' | '45033' | '41096';
  /** What of the corp's configuration is wrong; `token`: what it pushes is signed with another Token than the shop has. */
  readonly wecomSetup:
    | 'fine'
    | 'secret'
    | 'agent'
    | 'closed'
    | 'range'
    | 'ticket'
    | 'domain'
    | 'mini-program'
    | 'token';
  /** How WeCom's callbacks travel; shuffled: twice each, overtaking one another. */
  readonly wecomCallbacks: 'normal' | 'lost' | 'delayed' | 'doubled' | 'shuffled';
  /** To whom a mass message for customers falls: the sender that was named, or whoever wrote to her last, whatever was asked. */
  readonly wecomMassChoice: 'asked' | 'latest';
  /** Tasks are made, and the answer that says so never arrives (502). */
  readonly wecomLosesAnswers: boolean;
  /** Who adds a member without verification is half a friend first: an event more. */
  readonly wecomHalf: boolean;
  /** By a code a group takes so many people, who made it counted; 200 in truth. */
  readonly groupFullAt: number;
  /** What becomes of texts: refused at once, or taken and never delivered. */
  readonly sms: 'none' | 'limited' | 'no-money' | 'undelivered';
  /** How the carrier's word on texts travels. */
  readonly smsReports: 'normal' | 'lost' | 'late' | 'doubled';
  /** How what official accounts are told travels. */
  readonly accountCallbacks: 'normal' | 'lost' | 'delayed' | 'doubled' | 'shuffled';
  /** 消息加解密方式 of their consoles. */
  readonly accountMode: 'safe' | 'compatible' | 'plain';
  /** 代金券 are given, and the answer that says so is 500 SYSTEM_ERROR. */
  readonly favorLosesAnswers: boolean;
  /** Answers of the payment API carry a wrong signature. */
  readonly forgedAnswers: boolean;
};

export const noFaults: Faults = {
  notify: 'normal',
  notifyDelaySeconds: 20,
  notifyLateMinutes: 45,
  signTest: false,
  down: 'none',
  quota: 'none',
  busyEvery: 0,
  latencyMs: 0,
  shippingUnknownSeconds: 0,
  refundResult: 'SUCCESS',
  refundNotEnough: false,
  refundSpacing: true,
  payKey: 'public-key',
  certificates: 'by-key',
  platformCoupon: 0,
  subscribe: 'ask',
  noticeFails: false,
  serviceCard: 'delivered',
  wecom: 'none',
  wecomSetup: 'fine',
  wecomCallbacks: 'normal',
  wecomMassChoice: 'asked',
  wecomLosesAnswers: false,
  wecomHalf: false,
  groupFullAt: 200,
  sms: 'none',
  smsReports: 'normal',
  accountCallbacks: 'normal',
  accountMode: 'safe',
  favorLosesAnswers: false,
  forgedAnswers: false,
};

export type FaultSwitches = {
  readonly get: () => Faults;
  /** Changes what `changes` names and keeps the rest. A wrong value changes nothing and is told in Chinese. */
  readonly put: (changes: Json) => { readonly ok: true } | { readonly ok: false; readonly message: string };
};

const table: TableShape<Json> = { name: 'faults' };

export function openFaults(store: Store): FaultSwitches {
  const rows = store.of(table);
  let current = withChanges(noFaults, rows.get('faults') ?? {});
  return {
    get: () => current,
    put: (changes) => {
      const wrong = Object.entries(changes).find(([name, value]) => !isAllowed(name, value));
      if (wrong) return { ok: false, message: refusal(wrong[0]) };
      current = withChanges(current, changes);
      rows.put('faults', current);
      return { ok: true };
    },
  };
}

const choices: { readonly [name: string]: readonly string[] } = {
  notify: ['normal', 'lost', 'delayed', 'late', 'doubled', 'shuffled'],
  down: ['none', 'mini-program', 'pay', 'wecom', 'sms', 'all'],
  wecom: ['none', 'ip', 'forbidden', '45009', '45033', '41096'],
  wecomMassChoice: ['asked', 'latest'],
  wecomSetup: ['fine', 'secret', 'agent', 'closed', 'range', 'ticket', 'domain', 'mini-program', 'token'],
  wecomCallbacks: ['normal', 'lost', 'delayed', 'doubled', 'shuffled'],
  sms: ['none', 'limited', 'no-money', 'undelivered'],
  smsReports: ['normal', 'lost', 'late', 'doubled'],
  accountCallbacks: ['normal', 'lost', 'delayed', 'doubled', 'shuffled'],
  accountMode: ['safe', 'compatible', 'plain'],
  quota: ['none', '45009', '45011'],
  refundResult: ['SUCCESS', 'ABNORMAL', 'CLOSED'],
  payKey: ['public-key', 'certificate'],
  certificates: ['by-key', 'listed', 'none', 'empty', 'expired'],
  subscribe: ['ask', 'switched-off', 'ban', 'filter'],
  serviceCard: ['delivered', 'refused', 'no-template'],
};

const ranges: { readonly [name: string]: readonly [min: number, max: number] } = {
  notifyDelaySeconds: [0, 3600],
  notifyLateMinutes: [0, 30 * 24 * 60],
  busyEvery: [0, 1_000_000],
  platformCoupon: [0, 1_000_000],
  latencyMs: [0, 60_000],
  shippingUnknownSeconds: [0, 3600],
  groupFullAt: [1, 200],
};

function isAllowed(name: string, value: unknown): boolean {
  const range = ranges[name];
  if (range) return typeof value === 'number' && Number.isInteger(value) && value >= range[0] && value <= range[1];
  const choice = choices[name];
  if (choice) return typeof value === 'string' && choice.includes(value);
  return name in noFaults && typeof value === 'boolean';
}

function refusal(name: string): string {
  const range = ranges[name];
  if (range) return `${name} 应为 ${range[0]} 到 ${range[1]} 之间的整数`;
  const choice = choices[name];
  if (choice) return `${name} 只能是 ${choice.join('、')}`;
  return name in noFaults ? `${name} 应为 true 或 false` : `没有名为 ${name} 的故障开关`;
}

/** `changes` holds allowed values only: it was checked by `isAllowed`, now or before it was stored. */
function withChanges(faults: Faults, changes: Json): Faults {
  const known = Object.entries(changes).filter(([name, value]) => isAllowed(name, value));
  return { ...faults, ...Object.fromEntries(known) };
}
