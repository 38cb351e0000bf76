import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { initialValues } from '@huoshui/contracts/form-values';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { asked } from '../../../domains.ts';
import { checkForm } from '../../../platform/form/check.ts';
import { testApp } from '../../../platform/testing/app.ts';
import { conditionKit } from '../index.ts';
import { findSegment } from '../segments/queries.ts';
import { type Shape, shapes } from './stored.ts';

// Conditions lie in segments, journeys and placements for years: whatever shape a kind ever had is still read.

const { ctx } = await testApp();
const kit = conditionKit(asked);
const domains = path.resolve(import.meta.dirname, '../..');

describe('a condition that was stored', () => {
  it('stands here in each shape that its kind ever had', () => {
    const kinds = kit.kinds.map(({ kind }) => kind);
    expect(Object.keys(shapes).sort()).toEqual([...kinds].sort());
    for (const { kind, form } of kit.kinds) {
      // The last shape is the present one, whole: a field that comes, goes or is called otherwise is a shape of its own.
      const keys = Object.keys(shapes[kind]?.at(-1)?.values ?? {}).sort();
      expect([kind, keys]).toEqual([kind, Object.keys(initialValues(form.fields)).sort()]);
    }
  });

  it.each(Object.keys(shapes))('%s is read in every shape, after its migrations', async (kind) => {
    const form = kit.kinds.find((one) => one.kind === kind)?.form;
    if (!form) throw new Error(`there is no condition ${kind}`);
    for (const [n, shape] of (shapes[kind] ?? []).entries()) {
      const values = await migrated(kind, `seg_${kind}_${n}`, shape);
      const checked = checkForm(form, values);
      expect([kind, n, checked.ok ? [] : checked.problems]).toEqual([kind, n, []]);
    }
  });
});

/** As it lay in a segment, with the migrations of later shapes run over it. */
async function migrated(kind: string, id: string, { values, migrations = [] }: Shape) {
  const condition = { all: [{ not: { kind, values } }] };
  await sql`
    insert into audiences.segment (id, name, kind, condition, refresh, created_at, created_by)
    values (${id}, ${id}, 'rule', ${JSON.stringify(condition)}::jsonb, 'manual', ${ctx.now()}, 'test')
  `.execute(ctx.db);
  for (const file of migrations) await sql.raw(await readFile(path.join(domains, file), 'utf8')).execute(ctx.db);
  const { condition: now } = await findSegment(ctx, id);
  const [part] = now && 'all' in now ? now.all : [];
  const leaf = part && 'not' in part ? part.not : null;
  return leaf && 'kind' in leaf ? leaf.values : {};
}
