import type { Json } from '../world/json.ts';
import type { World } from '../world/world.ts';

/** Parameters of an action: of the query and of a form alike. */
export type SmsCall = { readonly params: Readonly<Record<string, string>> };

/** One action of dysmsapi.aliyuncs.com, version 2017-05-25. */
export type SmsAction = {
  readonly name: string;
  readonly title: string;
  readonly answer: (world: World, call: SmsCall) => Json;
};

/** What the service says of a request it understood: HTTP 200, `Code` other than OK. */
export class SmsRefusal extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** What the gateway before the service says: no such key, a wrong signature. Its status is the answer's. */
export class GatewayRefusal extends SmsRefusal {
  readonly status: number;

  constructor(status: number, code: string, message: string) {
    super(code, message);
    this.status = status;
  }
}

export const fine = { Code: 'OK', Message: 'OK' } as const;

export function needed({ params }: SmsCall, name: string): string {
  const value = params[name] ?? '';
  if (value === '') throw new GatewayRefusal(400, `Missing${name}`, `${name} is mandatory for this action.`);
  return value;
}

export function pageOf({ params }: SmsCall, size: string, index: string): readonly [size: number, index: number] {
  const [most, page] = [Number(params[size] ?? '10'), Number(params[index] ?? '1')];
  if (!Number.isInteger(most) || most < 1 || most > 50)
    throw new SmsRefusal('isv.INVALID_PARAMETERS', `${size} 应为 1 到 50`);
  if (!Number.isInteger(page) || page < 1) throw new SmsRefusal('isv.INVALID_PARAMETERS', `${index} 应为正整数`);
  return [most, page];
}
