import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { memberErrors } from './errors.ts';
import { findLiving } from './queries.ts';

/** From now on: what she was drawn into before stays as it was. Throws `members.not_found`. */
export async function setTester(ctx: Ctx, id: string, tester: boolean): Promise<void> {
  const member = await findLiving(ctx, id);
  if (!member) throw memberErrors.error('not_found');
  await sql`update members.member set tester = ${tester} where id = ${member.id} and tester <> ${tester}`.execute(
    ctx.db,
  );
}
