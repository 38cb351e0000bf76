import { type RawBuilder, sql } from 'kysely';
import type { Ctx, Standing } from '../../../platform/ctx.ts';
import { askedOf } from '../../../platform/people/asked.ts';
import type { People } from '../../../platform/people/people.ts';
import { platformErrors } from '../../../platform/platform-errors.ts';
import { memberErrors } from '../errors.ts';
import { matches } from '../list.ts';

/** Members that are chosen, all whom the list would show by the same search and filters, or all whom a number counts. */
export type AskedWho = Omit<Who, 'among'> & {
  readonly people?: { readonly name: string; readonly values: Readonly<Record<string, unknown>> } | undefined;
};

export type Who = {
  readonly ids?: readonly string[] | undefined;
  readonly q?: string | undefined;
  readonly stage?: string | undefined;
  readonly tag?: string | undefined;
  /** Person numbers, each once. */
  readonly among?: readonly number[] | undefined;
};

/** The numbers that count people, and who may see them: known when the domains are joined. */
export type Counted = {
  readonly people: () => readonly People[];
  readonly allows: (standing: Standing, permission: string) => boolean;
};

/**
 * Whom a number counts, as it does at this moment. Under the permission of the number, as for its page.
 * @throws members.number_unknown, platform.forbidden, platform.bad_form
 */
export async function chooseWho(ctx: Ctx, counted: Counted, { people, ...rest }: AskedWho): Promise<Who> {
  if (people === undefined) return rest;
  const question = counted.people().find(({ name }) => name === people.name);
  if (question === undefined) throw memberErrors.error('number_unknown', { name: people.name });
  const { actor } = ctx;
  const sees = (permission: string) => actor.kind === 'operator' && counted.allows(actor, permission);
  if (!sees(question.can) || !sees('members.read')) throw platformErrors.error('forbidden');
  const asked = await askedOf(ctx, question, people.values);
  return { ...rest, among: await (await asked.among()).all() };
}

export async function countWho(ctx: Ctx, who: Who): Promise<number> {
  const { rows } = await sql<{ members: number }>`select count(*)::int as members from ${personsOf(ctx, who)}`.execute(
    ctx.db,
  );
  return rows[0]?.members ?? 0;
}

/** Their numbers, as a table `who (person_no)`. */
export function personsOf(ctx: Ctx, { ids, among, ...filter }: Who): RawBuilder<unknown> {
  const chosen = ids ? sql`and m.id = any(${[...ids]}::text[])` : sql``;
  const counted = among ? sql`join unnest(${[...among]}::int[]) as counted (person_no) using (person_no)` : sql``;
  return sql`(
    select m.person_no from members.member m join members.standing s using (person_no) ${counted}
    where ${matches(ctx, filter)} ${chosen}
  ) as who`;
}
