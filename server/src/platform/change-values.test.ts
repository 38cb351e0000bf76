import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { testApp } from './testing/app.ts';

// The function by which migrations change the values of a kind in what is stored, held against a plain walk.

const { ctx } = await testApp();

type Json = null | number | string | readonly Json[] | { readonly [key: string]: Json };
const isObject = (json: Json | undefined): json is { readonly [key: string]: Json } =>
  typeof json === 'object' && json !== null && !Array.isArray(json);

const leaf = fc.record({
  kind: fc.constantFrom('old', 'other'),
  values: fc.record({ days: fc.integer({ min: 1, max: 9 }) }, { requiredKeys: [] }),
});
const { condition } = fc.letrec<{ condition: Json }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.array(tie('condition'), { maxLength: 3 }).map((all) => ({ all })),
    fc.array(tie('condition'), { maxLength: 3 }).map((any) => ({ any })),
    tie('condition').map((not) => ({ not })),
  ),
}));
const definition = fc.record({
  trigger: fc.record({ kind: fc.constantFrom('old', 'event'), values: fc.record({ who: condition }) }),
  nodes: fc.array(
    fc.record({
      key: fc.constantFrom('a', 'b'),
      kind: fc.constantFrom('condition', 'old'),
      values: fc.record({ who: condition, days: fc.integer() }),
      ways: fc.record({ yes: fc.option(fc.constant('b')) }),
    }),
    { maxLength: 3 },
  ),
  goal: fc.option(fc.record({ kind: fc.constant('old'), values: fc.record({ days: fc.integer() }) })),
});

function changed(json: Json, itself = true): Json {
  if (Array.isArray(json)) return json.map((one: Json) => changed(one));
  if (!isObject(json)) return json;
  const inner = Object.fromEntries(
    Object.entries(json).map(([key, value]) => [key, changed(value, key !== 'trigger' && key !== 'goal')]),
  );
  if (!itself || inner.kind !== 'old' || !isObject(inner.values)) return inner;
  const { days = null, ...rest } = inner.values;
  return { ...inner, values: { ...rest, within: days } };
}

beforeAll(async () => {
  await sql`
    create function public.days_are_within(old jsonb) returns jsonb language sql as
      $$ select old - 'days' || jsonb_build_object('within', old -> 'days') $$
  `.execute(ctx.db);
});

describe('changing the values of a kind in what is stored', () => {
  it.each([
    ['a condition', condition],
    ['the definition of a journey', definition],
  ] as const)('finds it wherever it stands in %s, and touches nothing else', async (_, documents) => {
    await fc.assert(
      fc.asyncProperty(documents, async (document) => {
        const { rows } = await sql<{ json: Json }>`
          select platform.change_values(${JSON.stringify(document)}::jsonb, 'old', 'public.days_are_within'::regproc) as json
        `.execute(ctx.db);
        expect(rows[0]?.json).toEqual(changed(document));
      }),
      { numRuns: 60 },
    );
  });
});
