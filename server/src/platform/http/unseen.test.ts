import * as contracts from '@huoshui/contracts';
import { beforeAll, expect, it } from 'vitest';
import { signedIn } from '../../domains/operators/testing.ts';
import { testApp } from '../testing/app.ts';

const app = await testApp();
let cookie = '';
beforeAll(async () => {
  cookie = (await signedIn(app.ctx, 'owner')).cookie;
});

it('a name that nobody sees is missing, and is told so at its field', async () => {
  for (const name of ['\u200b', '\u3164\u3164', '\u2060 \u00a0', '\u202e']) {
    const { status, body } = await app.call('POST /api/admin/categories', { cookie, body: { name, parentId: null } });
    expect([name, status]).toEqual([name, 400]);
    expect(body.error.details.problems).toMatchObject([{ at: 'name', words: { zh: '请填写', en: 'Required' } }]);
  }
  const { status } = await app.call('POST /api/admin/categories', { cookie, body: { name: '👧 家', parentId: null } });
  expect(status).toBe(200);
});

/** A pattern that takes whatever is no blank. */
const ANY = '\\S';
/** What stands for something else, and is looked up as it is. */
const LOOKED_UP =
  /(code|Code|app|q|login|password|token|id|Id|ids|Ids|secret|cursor|sheet|products|orders|waybill|password next)$/;

it('whatever must be filled in must be seen', () => {
  const blind = Object.entries(contracts).flatMap(([name, value]) =>
    name.endsWith('Contract') ? Object.entries(value).flatMap(([route, shape]) => unseen(shape.body, route)) : [],
  );
  expect(blind).toEqual([]);
});

type Schema = {
  readonly type?: string;
  readonly minLength?: number;
  readonly pattern?: string;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
};

function unseen(schema: Schema | undefined, at: string): readonly string[] {
  if (schema === undefined) return [];
  const { type, minLength = 0, pattern, format, properties = {}, items, anyOf = [] } = schema;
  const text = type === 'string' && minLength > 0 && schema.enum === undefined && format === undefined;
  const here = text && (pattern === undefined || pattern === ANY) && !LOOKED_UP.test(at) ? [at] : [];
  return [
    ...here,
    ...Object.entries(properties).flatMap(([key, one]) => unseen(one, `${at} ${key}`)),
    ...unseen(items, at),
    ...anyOf.flatMap((one) => unseen(one, at)),
  ];
}
