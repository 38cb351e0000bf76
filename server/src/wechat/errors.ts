/** An answer of the platform that names an error. Match `errcode`, never `errmsg`: its wording and its `rid` change. */
export class WechatError extends Error {
  readonly errcode: number;
  readonly errmsg: string;
  /** The platform's own request id, to quote in a complaint; null where it gave none. */
  readonly rid: string | null;
  readonly path: string;
  /** All that it said: some refusals name what was there before. */
  readonly answer: Readonly<Record<string, unknown>>;

  constructor(path: string, errcode: number, errmsg: string, answer: Readonly<Record<string, unknown>> = {}) {
    super(`WeChat ${path} answered ${errcode} ${errmsg}`);
    this.name = 'WechatError';
    this.path = path;
    this.errcode = errcode;
    this.errmsg = errmsg;
    this.answer = answer;
    this.rid = /rid: ([0-9a-f]+(?:-[0-9a-f]+)*)/i.exec(errmsg)?.[1] ?? null;
  }
}

/** Why there was no usable answer. */
export type UnreachableReason =
  | 'not_connected'
  | 'timeout'
  | 'broken_connection'
  | 'server_error'
  /** HTTP 429: turned away at the door. */
  | 'rate_limited'
  | 'unreadable_answer'
  | 'unverified_answer';

/**
 * No usable answer came. `handedOver` is false only when no byte of the request can have been read by the other side;
 * when it is true the request may have been carried out, and a call without an idempotency key must not be repeated.
 */
export class WechatUnreachable extends Error {
  readonly path: string;
  readonly reason: UnreachableReason;
  readonly handedOver: boolean;
  /** What the other side asked us to wait (`Retry-After`); null where it asked nothing. */
  readonly retryAfterMs: number | null;

  constructor(
    path: string,
    reason: UnreachableReason,
    handedOver: boolean,
    detail = '',
    retryAfterMs: number | null = null,
  ) {
    super(`WeChat ${path} gave no usable answer: ${reason}${detail === '' ? '' : ` (${detail})`}`);
    this.name = 'WechatUnreachable';
    this.path = path;
    this.reason = reason;
    this.handedOver = handedOver;
    this.retryAfterMs = retryAfterMs;
  }
}

/** An answer without an error, but without a field that the documentation promises. */
export class WechatBadAnswer extends Error {
  readonly field: string;

  constructor(field: string, problem: string) {
    super(`WeChat answered without a usable '${field}': ${problem}`);
    this.name = 'WechatBadAnswer';
    this.field = field;
  }
}

/** Arguments that the platform is known to refuse; thrown before anything is sent. */
export class WechatInputError extends Error {
  readonly field: string;
  readonly problem: string;

  constructor(field: string, problem: string) {
    super(`'${field}' would be refused by WeChat: ${problem}`);
    this.name = 'WechatInputError';
    this.field = field;
    this.problem = problem;
  }
}
