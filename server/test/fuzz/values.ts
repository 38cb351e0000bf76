import type { Random } from './random.ts';

/** A part of the OpenAPI document's schemas, as far as values are made from it. */
export type Schema = {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
};

/** What a store does not hold, casts wrongly, or takes for something else. */
const texts = [
  '\0',
  'a\0b',
  '\ud800',
  'x\udfffy',
  '',
  ' ',
  '\n=1+1',
  '%',
  "'; select 1 --",
  '\\',
  '{}',
  '[]',
  'null',
  'NaN',
  '0x10',
  '-1',
  '9223372036854775808',
  '1e999',
  '2026-02-30',
  '0000-00-00',
  '9999-12-31',
  '2026-13-01T25:61:00Z',
  '2026-06-30T23:59:60Z',
  '275761-01-01T00:00:00Z',
  '-000001-01-01T00:00:00Z',
  '__proto__',
  'constructor',
  '🧧'.repeat(40),
  'x'.repeat(3000),
  '\u202e\u0007\u2028',
  '../../etc',
] as const;
const numbers = [0, -1, 1, 0.5, 2_147_483_647, 2_147_483_648, -2_147_483_649, 2 ** 53, 1e21, -1e308, 1e-9] as const;
const others = [null, true, false, {}, [], [[]], [null], { a: '\0' }, { '\0': 1 }, { id: '\ud800' }] as const;

/** A cursor that decodes, with values of the wrong kind in it. */
function cursor(random: Random): string {
  const values = Array.from({ length: 1 + random.below(3) }, () =>
    random.pick<unknown>([...texts, ...numbers, null, 'mem_1', '2026-01-01T00:00:00.000Z', '2026-01-01']),
  );
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

export function hostile(random: Random): unknown {
  return random.pick([
    () => random.pick<unknown>(texts),
    () => random.pick<unknown>(texts),
    () => random.pick<unknown>(numbers),
    () => random.pick<unknown>(others),
    () => cursor(random),
  ])();
}

export const hostileText = (random: Random): string => (random.once(4) ? cursor(random) : random.pick(texts));

/** A value that the schema would mostly take; ids are such as answers have told. */
export function sound(schema: Schema, random: Random, ids: readonly string[], name = ''): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return random.pick(schema.enum);
  if (schema.anyOf) return sound(random.pick(schema.anyOf), random, ids, name);
  switch (schema.type) {
    case 'object':
      return soundObject(schema, random, ids);
    case 'array': {
      const length = (schema.minItems ?? 0) + random.below(3);
      return Array.from({ length }, () => sound(schema.items ?? {}, random, ids, name));
    }
    case 'integer':
    case 'number':
      return soundNumber(schema, random);
    case 'boolean':
      return random.once(2);
    case 'null':
      return null;
    case 'string':
      return soundText(schema, random, ids, name);
    default:
      return random.pick<unknown>([1, 'x', null, {}, []]);
  }
}

function soundObject({ properties = {}, required = [] }: Schema, random: Random, ids: readonly string[]): unknown {
  const kept = Object.entries(properties).filter(([key]) => required.includes(key) || random.once(2));
  return Object.fromEntries(kept.map(([key, one]) => [key, sound(one, random, ids, key)]));
}

function soundNumber({ minimum = 0, maximum = 1000 }: Schema, random: Random): number {
  if (random.once(4)) return random.pick([minimum, maximum]);
  return minimum + random.below(Math.min(20, maximum - minimum + 1));
}

function soundText(schema: Schema, random: Random, ids: readonly string[], name: string): string {
  if (schema.format === 'date-time') return random.pick(['2026-11-21T10:00:00.000Z', '2026-01-31T23:59:59+08:00']);
  if (schema.format === 'date') return random.pick(['2026-11-20', '2024-02-29', '1902-01-01', '2297-12-31']);
  if (name === 'cursor') return cursor(random);
  if (/id$|Id$/.test(name) && ids.length > 0) return random.pick(ids);
  const text = random.pick(['草莓', 'abc', '13800138000', '100000', 'x'.repeat(schema.minLength ?? 1)]);
  return text.padEnd(schema.minLength ?? 0, 'a').slice(0, schema.maxLength ?? 100);
}
