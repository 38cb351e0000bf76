import type { codeContract } from '@huoshui/contracts/codes';
import type { RouteOut } from '@huoshui/contracts/contract';
import { type Words, words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { shanghaiDay } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { checkForm } from '../../../platform/form/check.ts';
import { newIds } from '../../../platform/ids.ts';
import { codeForm } from '../code-form.ts';
import { insertCodes, type NewCode } from '../queries.ts';
import { newScene } from '../scene.ts';
import type { FindByName } from './names.ts';
import { type Found, type Listed, namedIn, readRow } from './read-row.ts';

type Outcome = RouteOut<(typeof codeContract)['POST /api/admin/codes/listed']>;

/** Every row that can be is made, by one statement; each other says why not. Whose name is there already is left as it is. */
export async function makeListed(ctx: Ctx, find: FindByName, rows: readonly Listed[]): Promise<Outcome> {
  const found = await findAll(ctx, find, rows);
  const known = await knownNames(ctx, rows);
  const ids = newIds('cod', rows.length);
  const fresh: NewCode[] = [];
  const refused: Outcome['refused'] = [];
  const places = new Map<string, number>();
  const today = shanghaiDay(ctx.now());
  for (const [at, row] of rows.entries()) {
    const name = row.name.trim();
    const refuse = (why: Words) => refused.push({ row: at + 1, name, why });
    const before = places.get(name.toLowerCase());
    places.set(name.toLowerCase(), before ?? at + 1);
    if (known.has(name.toLowerCase())) continue;
    const read = readRow(row, found, today);
    if (before !== undefined) refuse(words(`和第 ${before} 行同名`, `The same name as row ${before}`));
    else if ('why' in read) refuse(read.why);
    else {
      const checked = checkForm(codeForm, read.draft);
      if (checked.ok) fresh.push({ id: ids[at] ?? '', scene: newScene(), values: checked.values });
      else refuse(problemOf(checked.problems[0]));
    }
  }
  const made = await insertCodes(ctx, fresh);
  return { created: made.size, known: rows.length - refused.length - made.size, refused };
}

/** With the field that it speaks of. */
function problemOf(problem: { readonly at: string; readonly words: Words } | undefined): Words {
  if (problem === undefined) return words('这一行不能用', 'This row cannot be used');
  const label = codeForm.fields.find(({ key }) => key === problem.at)?.label;
  return label === undefined
    ? problem.words
    : words(`${label.zh}：${problem.words.zh}`, `${label.en}: ${problem.words.en}`);
}

async function findAll(ctx: Ctx, find: FindByName, rows: readonly Listed[]): Promise<Found> {
  const named = rows.flatMap(namedIn);
  const ids = new Map<string, string[]>();
  for (const of of ['store', 'product', 'category'] as const) {
    const names = named.filter((thing) => thing.of === of).map(({ name }) => name);
    if (names.length === 0) continue;
    for (const { id, name } of await find[of](ctx, names))
      ids.set(`${of} ${name}`, [...(ids.get(`${of} ${name}`) ?? []), id]);
  }
  return ({ of, name }) => ids.get(`${of} ${name}`) ?? [];
}

async function knownNames(ctx: Ctx, rows: readonly Listed[]): Promise<ReadonlySet<string>> {
  const { rows: known } = await sql<{ name: string }>`
    select lower(name) as name from codes.code where lower(name) = any(${rows.map(({ name }) => name.trim().toLowerCase())}::text[])
  `.execute(ctx.db);
  return new Set(known.map(({ name }) => name));
}
