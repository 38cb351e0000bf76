import type { Code as View } from '@huoshui/contracts/codes';
import type { Static } from '@sinclair/typebox';
import type { Ctx } from '../../platform/ctx.ts';
import { pickedIn } from '../../platform/form/check.ts';
import { codeForm } from './code-form.ts';
import type { CodeRow } from './queries.ts';

export type CodeView = Omit<Static<typeof View>, 'revision'>;

/** Codes as the console shows them; the names of what they open are looked up together. */
export async function presentCodes(ctx: Ctx, rows: readonly CodeRow[]): Promise<CodeView[]> {
  const names = await ctx.names(
    ctx,
    rows.flatMap(({ values }) => pickedIn(codeForm.fields, values)),
  );
  return rows.map((row) => {
    const { id, name, kind, place, channel, storeId, scene, picture, link, linkEndsAt, trouble, values } = row;
    return {
      ...{ id, name, kind, place, channel, storeId, scene, picture, link, trouble, values },
      state: stateOf(row, ctx.now()),
      making: makingOf(row),
      linkEndsAt: linkEndsAt?.toISOString() ?? null,
      sentence: codeForm.sentence(values, names),
      createdAt: row.createdAt.toISOString(),
    };
  });
}

export function stateOf({ archivedAt, endsAt }: CodeRow, now: Date): CodeView['state'] {
  if (archivedAt !== null) return 'archived';
  return endsAt !== null && endsAt <= now ? 'ended' : 'live';
}

function makingOf({ picture, link, dueAt }: CodeRow): CodeView['making'] {
  if (picture !== null || link !== null) return 'ready';
  return dueAt === null ? 'failed' : 'waiting';
}
