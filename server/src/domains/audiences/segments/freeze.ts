import type { Draft } from '@huoshui/contracts/form';
import { sql } from 'kysely';
import type { Ctx, Standing } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { intersect, type PersonSet, personsAmong } from '../../../platform/event-store/person-set.ts';
import { newId } from '../../../platform/ids.ts';
import { askedOf } from '../../../platform/people/asked.ts';
import type { People } from '../../../platform/people/people.ts';
import { platformErrors } from '../../../platform/platform-errors.ts';
import { everyMember } from '../../analytics/index.ts';
import { audienceErrors } from '../errors.ts';
import { compareSets } from './difference.ts';
import { readHeld } from './held.ts';
import { findSegment, insertSegment, writeVersion } from './queries.ts';
import { readList } from './read-list.ts';
import { refuseTakenName, writerOf } from './save.ts';
import { tellOfDifference } from './tell.ts';

/** The numbers that count people, and who may see them: known when the domains are joined. */
export type Counted = {
  readonly people: () => readonly People[];
  readonly allows: (standing: Standing, permission: string) => boolean;
};

type Asked = { readonly name: string; readonly people: { readonly name: string; readonly values: Draft } };

const LONGEST_NOTE = 200;

/**
 * A list of the members whom a number counts at this moment, under the permission of the number, with its question as the note.
 * @throws audiences.number_unknown, segment_name_taken, segment_nobody; platform.forbidden, bad_form
 */
export async function freezePeople(ctx: Ctx, counted: Counted, { name, people }: Asked): Promise<string> {
  const question = counted.people().find((one) => one.name === people.name);
  if (question === undefined) throw audienceErrors.error('number_unknown', { name: people.name });
  const { actor } = ctx;
  const sees = (permission: string) => actor.kind === 'operator' && counted.allows(actor, permission);
  if (!sees(question.can) || !sees('members.read')) throw platformErrors.error('forbidden');
  const asked = await askedOf(ctx, question, people.values);
  const { zh } = await asked.sentence();
  const among = await asked.among();
  const who = intersect([await everyMember(ctx, ctx.now()), personsAmong(await among.all())]);
  return keepList(ctx, { name, note: zh.slice(0, LONGEST_NOTE), who });
}

/** Of members alone. @throws audiences.segment_nobody, segment_name_taken */
export async function keepList(
  ctx: Ctx,
  { name, note, who }: { readonly name: string; readonly note: string; readonly who: PersonSet },
): Promise<string> {
  const found = await compareSets(ctx, null, who);
  if (found.members === 0) throw audienceErrors.error('segment_nobody');
  const id = newId('seg');
  await inTransaction(ctx, async (ctx) => {
    await refuseTakenName(ctx, id, name.trim());
    const list = { kind: 'list', condition: null, refresh: 'manual', hour: null, dueAt: null } as const;
    await insertSegment(ctx, { id, name: name.trim(), note, createdBy: writerOf(ctx), ...list });
    await sql`
      update audiences.segment set version = 1, members = ${found.members}, refreshed_at = ${ctx.now()} where id = ${id}
    `.execute(ctx.db);
    const change = { ...found, reason: 'first', entered: found.members, gone: 0 } as const;
    await writeVersion(ctx, { id, version: 1, at: ctx.now() }, change);
  });
  return id;
}

/** Whom a list names, as a segment: they are members, whether the event store has heard of them yet or not. @throws audiences.segment_nobody, segment_name_taken, segment_list_long */
export async function keepNamed(
  ctx: Ctx,
  { name, note = '', text }: { readonly name: string; readonly note?: string | undefined; readonly text: string },
): Promise<string> {
  const { persons } = await readList(ctx, text);
  return keepList(ctx, { name, note, who: personsAmong(persons) });
}

/**
 * Another list in place of the one before. Of two at once the second finds another version and begins anew.
 * @throws audiences.segment_not_a_list, segment_archived, segment_nobody, segment_list_long
 */
export async function replaceNamed(ctx: Ctx, id: string, text: string): Promise<void> {
  const row = await findSegment(ctx, id);
  if (row.kind !== 'list') throw audienceErrors.error('segment_not_a_list');
  if (row.state === 'archived') throw audienceErrors.error('segment_archived');
  const { persons } = await readList(ctx, text);
  const before = await readHeld(ctx, id);
  const found = await compareSets(ctx, before?.who ?? null, personsAmong(persons));
  if (found.members === 0) throw audienceErrors.error('segment_nobody');
  const written = await inTransaction(ctx, async (ctx) => {
    const { rows } = await sql`
      update audiences.segment set version = version + 1, members = ${found.members}, refreshed_at = ${ctx.now()}
      where id = ${id} and version = ${row.version} returning id
    `.execute(ctx.db);
    if (rows.length === 0) return false;
    const counts = { entered: found.entered.length, gone: found.gone.length };
    const version = { id, version: row.version + 1, at: ctx.now() };
    await writeVersion(ctx, version, { ...found, ...counts, reason: 'uploaded' });
    await tellOfDifference(ctx, row, { ...found, silent: true });
    return true;
  });
  if (!written) await replaceNamed(ctx, id, text);
}
