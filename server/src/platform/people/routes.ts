import { initialValues } from '@huoshui/contracts/form-values';
import { peopleContract } from '@huoshui/contracts/people';
import type { Ctx, Role } from '../ctx.ts';
import { listPersons } from '../event-store/person-set.ts';
import { pickedIn } from '../form/check.ts';
import { readForm } from '../form/read.ts';
import { heavy } from '../http/heavy.ts';
import { platformErrors } from '../platform-errors.ts';
import { atName, type Route, route } from '../routes.ts';
import { csvFile, tableCsv } from '../table-file.ts';
import type { MembersShown, People } from './people.ts';

type Ports = {
  readonly members: MembersShown;
  readonly allows: (role: Role, permission: string) => boolean;
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
    const sees = actor.kind === 'operator' && allows(actor.role, 'members.read');
    if (!sees) throw platformErrors.error('forbidden');
  };
  const page = route(peopleContract, 'GET /api/admin/people/:name', { can }, async (ctx, { query }) => {
    admit(ctx);
    const { values: text, ...asked } = query;
    const { values, sentence } = await read(ctx, question, text);
    const among = await numbersOf(ctx, question, values);
    const [rows, known] = await Promise.all([members.list(ctx, { ...asked, among }), members.count(ctx, among)]);
    const found = asked.q ? rows.total : known;
    return {
      items: rows.items,
      nextCursor: rows.nextCursor,
      ...(asked.cursor || found === undefined ? {} : { total: found }),
      sentence,
      persons: among.length,
      visitors: among.length - known,
    };
  });
  const file = route(
    peopleContract,
    'GET /api/admin/people/:name/export.csv',
    { can, download: csvFile(name) },
    async (ctx, { query }) => {
      admit(ctx);
      const { values } = await read(ctx, question, query.values);
      return tableCsv(await members.file(ctx, await numbersOf(ctx, question, values)), query.language);
    },
  );
  return [atName(page, name), atName(file, name)].map(heavy);
}

async function read(ctx: Ctx, { form }: People, text: string) {
  // As in any address, what is not said is at its initial value.
  const draft = { ...initialValues(form.fields), ...draftOf(text) };
  // A number that counts something of the past opens too: what it names may have ended since.
  const values = await readForm(ctx, form, draft, { stored: draft });
  const names = await ctx.names(ctx, pickedIn(form.fields, values));
  return { values, sentence: form.sentence(values, names) };
}

/** Each person once, and nobody who is none. */
async function numbersOf(ctx: Ctx, question: People, values: Parameters<People['persons']>[1]): Promise<number[]> {
  const found = await question.persons(ctx, values);
  return 'bitmap' in found ? listPersons(ctx, found) : [...new Set(found)].filter((no) => no > 0);
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
