import type { App } from '../world/credentials.ts';
import type { Json } from '../world/json.ts';
import type { World } from '../world/world.ts';

/** A call to api.weixin.qq.com as an endpoint sees it. */
export type MpCall = {
  readonly query: { readonly [name: string]: string | undefined };
  /** The JSON body; an empty object for GET. */
  readonly body: Json;
  /** Whose access_token it came with; the main app where none is needed. */
  readonly app: App;
  /** The body as it came, for files. */
  readonly text: string;
};

export type MpAnswer = Json | { readonly image: Buffer };

/** One endpoint: plain data and a function. `token` says whether a valid access_token is needed. */
export type MpEndpoint = {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly title: string;
  readonly token: boolean;
  /** Its body is a file, no JSON. */
  readonly file?: true;
  /** Where the real answer is not called JSON although it is (jscode2session). */
  readonly contentType?: string;
  readonly answer: (world: World, call: MpCall) => MpAnswer | Promise<MpAnswer>;
};

/** An errcode of the platform: travels as HTTP 200 with `{errcode, errmsg}`. */
export class MpError extends Error {
  readonly errcode: number;
  /** What some refusals name besides: the message that was there before. */
  readonly more: Json;

  constructor(errcode: number, errmsg: string, more: Json = {}) {
    super(errmsg);
    this.errcode = errcode;
    this.more = more;
  }
}

export const ok = { errcode: 0, errmsg: 'ok' } as const;
