import { type Words, words } from '@huoshui/contracts/words';
import type { segmentUse } from '@huoshui/contracts/words/audiences';
import type { Ctx } from '../../../platform/ctx.ts';
import { toPage } from '../../../platform/cursor.ts';
import { countPersons } from '../../../platform/event-store/person-set.ts';
import type { ConditionKit } from '../conditions/compose.ts';
import { tagRulesUsing } from '../tag-rules/tag-rules.ts';
import { personsHeld } from './held.ts';
import { findSegment, selectSegments, selectVersions } from './queries.ts';
import type { SegmentState } from './segment.ts';
import type { SegmentRow } from './tables.ts';
import { segmentsUsing } from './uses.ts';

/** What of the domains above asks for a segment, as they stand now. */
export type UsedBy = (
  ctx: Ctx,
  segmentId: string,
) => Promise<readonly { readonly kind: keyof typeof segmentUse; readonly id: string; readonly name: string }[]>;

type Asked = {
  readonly q?: string | undefined;
  readonly state?: SegmentState | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
};

export async function listSegments(ctx: Ctx, kit: ConditionKit, { limit = 20, ...asked }: Asked) {
  const { rows, count } = await selectSegments(ctx, { ...asked, limit });
  const page = toPage(rows, limit, keysOf, (row) => row);
  const items = await Promise.all(page.items.map(async (row) => present(ctx, kit, row)));
  return { ...page, items, ...(asked.cursor ? {} : await count()) };
}

const keysOf = ({ createdAt, id }: SegmentRow) => [createdAt.toISOString(), id];

export async function showSegment(ctx: Ctx, kit: ConditionKit, usedBy: UsedBy, id: string) {
  const row = await findSegment(ctx, id);
  const { name, note, refresh, hour, condition } = row;
  return {
    ...(await present(ctx, kit, row)),
    condition,
    values: { name, note: note === '' ? null : note, refresh, hour },
    usedBy: await usesOfSegment(ctx, usedBy, id),
  };
}

/** Everything that asks for it. */
export async function usesOfSegment(ctx: Ctx, usedBy: UsedBy, id: string) {
  const uses = await Promise.all([segmentsUsing(ctx, id), tagRulesUsing(ctx, id), usedBy(ctx, id)]);
  return uses.flat();
}

/** At most so many steps of its size are drawn. */
const MOST_VERSIONS = 400;

export async function showHistory(ctx: Ctx, id: string) {
  await findSegment(ctx, id);
  const rows = await selectVersions(ctx, id, MOST_VERSIONS);
  return { items: rows.map((row) => ({ ...row, at: row.at.toISOString() })) };
}

async function present(ctx: Ctx, kit: ConditionKit, row: SegmentRow) {
  const { id, name, note, kind, state, refresh, hour, members, refreshedAt, dueAt, claim, failed } = row;
  return {
    ...{ id, name, note, kind, state, refresh, hour, failed },
    // A list is never looked at again: two of it who were found to be one are one.
    members: kind === 'list' ? await countPersons(ctx, await personsHeld(ctx, id)) : members,
    sentence: await sentenceOf(ctx, kit, row),
    refreshedAt: refreshedAt?.toISOString() ?? null,
    nextAt: claim === null ? (dueAt?.toISOString() ?? null) : null,
    working: claim !== null || (dueAt !== null && dueAt <= ctx.now()),
    createdAt: row.createdAt.toISOString(),
    createdBy: row.createdBy,
  };
}

async function sentenceOf(ctx: Ctx, kit: ConditionKit, { condition, note }: SegmentRow): Promise<Words> {
  if (condition === null) return note === '' ? words('一份会员名单', 'A list of members') : words(note, note);
  const { sentence } = await kit.preview(ctx, condition);
  return sentence ?? words('条件引用的内容已不存在', 'Its condition names something that is gone');
}
