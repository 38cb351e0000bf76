import { createHash } from 'node:crypto';
import type { Ctx } from '../../../platform/ctx.ts';
import { listPersons } from '../../../platform/event-store/person-set.ts';
import { findByPersonNo } from '../../members/index.ts';
import type { ConditionKit } from '../conditions/compose.ts';

const AT_ONCE = 5000;

/**
 * How many members a condition means at a moment, and a fingerprint of who they are: the SHA-256 of their IDs in order, each with a line feed.
 * @throws platform.bad_form
 */
export async function hashMembers(ctx: Ctx, kit: ConditionKit, draft: unknown, asOf: Date) {
  const condition = await kit.read(ctx, draft);
  const persons = await listPersons(ctx, await kit.personsOf(ctx, { all: [condition] }, asOf));
  const ids: string[] = [];
  for (let from = 0; from < persons.length; from += AT_ONCE)
    for (const { id } of (await findByPersonNo(ctx, persons.slice(from, from + AT_ONCE))).values()) ids.push(id);
  const hash = createHash('sha256');
  for (const id of ids.sort()) hash.update(`${id}\n`);
  return { asOf: asOf.toISOString(), count: ids.length, hash: hash.digest('hex') };
}
