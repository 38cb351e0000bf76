import { peopleContract } from '@huoshui/contracts/people';
import type { Ctx, Standing } from '../ctx.ts';
import { decodeCursor, toPage } from '../cursor.ts';
import { heavy } from '../http/heavy.ts';
import { platformErrors } from '../platform-errors.ts';
import { atName, type Route, route } from '../routes.ts';
import { type Cell, type Cells, csvFile, tableFile, upTo } from '../table-file.ts';
import type { Among } from './among.ts';
import { askedOf } from './asked.ts';
import type { MembersShown, People } from './people.ts';

type Member = Awaited<ReturnType<MembersShown['show']>>[number];

/** Above every number that a person can have. */
const NOBODY_YET = 2_147_483_647;
/** A file holds so many, the newest ones; where there are more its last row says so. */
const MOST_LINES = 200_000;
const AT_ONCE = 10_000;

type Ports = {
  readonly members: MembersShown;
  readonly allows: (standing: Standing, permission: string) => boolean;
};

/** The routes of every number that opens its people, each under the permission of the number. */
export function peopleRoutes(questions: readonly People[], ports: Ports): readonly Route[] {
  const names = questions.map(({ name }) => name);
  if (new Set(names).size !== names.length) throw new Error(`two people questions of one name: ${names.join(', ')}`);
  return questions.flatMap((question) => routesOf(question, ports));
}

function routesOf(question: People, { members, allows }: Ports): Route[] {
  const { name, can } = question;
  const admit = ({ actor }: Ctx) => {
    const sees = actor.kind === 'operator' && allows(actor, 'members.read');
    if (!sees) throw platformErrors.error('forbidden');
  };
  const page = route(peopleContract, 'GET /api/admin/people/:name', { can }, async (ctx, { query }) => {
    admit(ctx);
    const { values: text, q, cursor, limit = 20 } = query;
    const asked = await askedOf(ctx, question, draftOf(text));
    const [sentence, among] = await Promise.all([asked.sentence(), asked.among()]);
    const rows = q
      ? await members.find(ctx, { q, cursor, limit, among: await among.all() })
      : await pageOf(ctx, members, among, { cursor, limit });
    const head = { sentence, persons: among.count };
    if (cursor) return { ...rows, ...head };
    const known = await members.count(ctx, await among.all());
    return { total: known, ...rows, ...head, visitors: among.count - known };
  });
  const file = route(
    peopleContract,
    'GET /api/admin/people/:name/export.csv',
    { can, download: csvFile(name) },
    async (ctx, { query }) => {
      admit(ctx);
      const among = await (await askedOf(ctx, question, draftOf(query.values))).among();
      return tableFile(
        await fileOf(members, query.q ? eachFound(ctx, members, among, query.q) : eachNewest(ctx, members, among)),
        query,
      );
    },
  );
  return [atName(page, name), atName(file, name)].map(heavy);
}

/** Some at a time, so that of many the rows of the file alone are held. */
async function fileOf(members: MembersShown, all: AsyncIterable<readonly Member[]>): Promise<Cells> {
  const { columns } = members.file([]);
  const rows: (readonly Cell[])[] = [];
  for await (const some of all) {
    for (const row of members.file(some).rows) rows.push(row);
    if (rows.length > MOST_LINES) break;
  }
  return { columns, ...upTo(MOST_LINES, rows) };
}

/** A page of those who came last below the cursor. */
async function pageOf(
  ctx: Ctx,
  members: MembersShown,
  among: Among,
  { cursor, limit }: { readonly cursor: string | undefined; readonly limit: number },
) {
  const below = decodeCursor(cursor, ['int'])?.[0];
  const found: Member[] = [];
  for await (const some of eachNewest(ctx, members, among, { below, look: limit + 1 })) {
    found.push(...some);
    if (found.length > limit) break;
  }
  return toPage(
    found.slice(0, limit + 1),
    limit,
    (row) => [row.personNo],
    (row) => row,
  );
}

/** The members among these persons, the newest first. Many may be none: each look takes more numbers than the one before. */
async function* eachNewest(
  ctx: Ctx,
  members: MembersShown,
  among: Among,
  { below = NOBODY_YET, look: first = AT_ONCE }: { readonly below?: number | undefined; readonly look?: number } = {},
): AsyncGenerator<readonly Member[]> {
  let [from, look] = [below, first];
  for (;;) {
    const numbers = await among.top(from, look);
    yield await members.show(ctx, numbers);
    if (numbers.length < look) return;
    from = numbers.at(-1) ?? 0;
    look = Math.max(look, Math.min(look * 4, AT_ONCE));
  }
}

/** Those of them whom the words find. */
async function* eachFound(ctx: Ctx, members: MembersShown, among: Among, q: string): AsyncGenerator<readonly Member[]> {
  const all = await among.all();
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<MembersShown['find']>> = await members.find(ctx, {
      ...{ q, limit: AT_ONCE, among: all },
      ...(cursor === null ? {} : { cursor }),
    });
    yield page.items;
    cursor = page.nextCursor;
  } while (cursor !== null);
}

function draftOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const draft: unknown = JSON.parse(text);
    if (typeof draft === 'object' && draft !== null && !Array.isArray(draft)) return { ...draft };
  } catch {
    // falls through: what is no JSON is as wrong as what is no object
  }
  throw platformErrors.error('bad_input', { what: 'values' });
}
