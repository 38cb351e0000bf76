import { MpError } from '../mp/endpoint.ts';
import type { Json } from '../world/json.ts';
import type { World } from '../world/world.ts';

export type WecomCall = {
  readonly query: { readonly [name: string]: string | undefined };
  /** The JSON body; an empty object for GET. */
  readonly body: Json;
  /** The body as it came, for files. */
  readonly text: string;
};

/** One endpoint of qyapi.weixin.qq.com: plain data and a function. */
export type WecomEndpoint = {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly title: string;
  /** The token's own endpoint needs none. */
  readonly open?: true;
  /** Its body is a file, no JSON. */
  readonly file?: true;
  /** A switch of the sandbox loses its answer, after it was done. */
  readonly losable?: true;
  readonly answer: (world: World, call: WecomCall) => Json;
};

/** An errcode: travels as HTTP 200 with `{errcode, errmsg}`, a hint and the caller's address in errmsg. */
export class WecomError extends MpError {}

export const done = { errcode: 0, errmsg: 'ok' } as const;

export const badParameter = (what: string): WecomError => new WecomError(40058, `invalid Request Parameter, ${what}`);
