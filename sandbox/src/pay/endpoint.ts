import type { Json } from '../world/json.ts';
import type { World } from '../world/world.ts';
import type { Notifier } from './notifier.ts';

/** What the payment side works with. */
export type Pay = { readonly world: World; readonly notifier: Notifier };

export type PayCall = {
  readonly params: { readonly [name: string]: string | undefined };
  readonly query: { readonly [name: string]: string | undefined };
  readonly body: Json;
  /** Of a form with a file: the file; `body` is its `meta`. */
  readonly file?: Buffer | undefined;
  /** Where this platform is reached, for links to itself. */
  readonly origin: string;
};

/** One endpoint of api.mch.weixin.qq.com. An answer of null is 204. */
export type PayEndpoint = {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly title: string;
  readonly answer: (pay: Pay, call: PayCall) => Json | null;
};

/** A refusal of the platform: HTTP `status` with `{code, message, detail}`. */
export class PayError extends Error {
  readonly status: number;
  readonly code: string;
  readonly detail: Json | undefined;
  /** The platform's own number of it: it stands at the end of `Request-ID`, and in the troubleshooting pages. */
  readonly number: number;

  constructor(status: number, code: string, message: string, detail?: Json, number = 268435455) {
    super(message);
    this.status = status;
    this.code = code;
    this.detail = detail;
    this.number = number;
  }
}

export function paramError(field: string, issue: string): PayError {
  return new PayError(400, 'PARAM_ERROR', `参数错误：${issue}`, { field, issue, location: 'body' });
}
