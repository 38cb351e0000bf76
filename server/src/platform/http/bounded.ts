import type { TSchema } from '@sinclair/typebox';

/** What PostgreSQL's `int` takes: nearly every whole number of ours ends in one. */
const INT_MAX = 2_147_483_647;
const LONGEST = 2000;
const PARTS = ['items', 'additionalProperties', 'not'] as const;
const LISTS = ['anyOf', 'allOf', 'oneOf'] as const;
const MAPS = ['properties', 'patternProperties'] as const;

/** Once a schema: what is compiled is kept by the schema it came from, and a process of tests has many servers, one after the other. */
const known = new WeakMap<TSchema, TSchema>();

/**
 * The schema of what comes in, with bounds wherever it leaves them open: a whole number fits an `int`, a text has an end.
 * The API's own description says them too.
 */
export function bounded(schema: TSchema): TSchema {
  const before = known.get(schema);
  if (before !== undefined) return before;
  const made = withBounds(schema);
  known.set(schema, made);
  return made;
}

function withBounds(schema: TSchema): TSchema {
  const parts: Record<string, unknown> = {};
  for (const key of PARTS) if (isSchema(schema[key])) parts[key] = bounded(schema[key]);
  for (const key of LISTS) {
    const list: unknown = schema[key];
    if (Array.isArray(list)) parts[key] = list.map((one) => (isSchema(one) ? bounded(one) : one));
  }
  for (const key of MAPS) {
    const map: unknown = schema[key];
    if (typeof map === 'object' && map !== null)
      parts[key] = Object.fromEntries(
        Object.entries(map).map(([name, one]) => [name, isSchema(one) ? bounded(one) : one]),
      );
  }
  return { ...schema, ...boundsOf(schema), ...parts };
}

function boundsOf(schema: TSchema): object {
  if (schema.type === 'integer')
    return {
      minimum: schema.minimum ?? -INT_MAX,
      maximum: Math.min(schema.maximum ?? INT_MAX, Number.MAX_SAFE_INTEGER),
    };
  const open = schema.type === 'string' && schema.maxLength === undefined && schema.enum === undefined;
  return open && schema.const === undefined ? { maxLength: LONGEST } : {};
}

function isSchema(value: unknown): value is TSchema {
  return typeof value === 'object' && value !== null;
}
