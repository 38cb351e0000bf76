import type { Condition } from '@huoshui/contracts/condition';
import type { Words } from '@huoshui/contracts/words';
import type { Ctx } from '../../../platform/ctx.ts';
import { personsIn } from '../../../platform/event-store/person-set.ts';
import { findMembers } from '../../members/index.ts';
import type { ConditionKit } from '../conditions/compose.ts';
import { audienceErrors } from '../errors.ts';
import { personsHeld } from './held.ts';
import { findSegment } from './queries.ts';

export type ExplainedPart = {
  readonly at: string;
  readonly level: number;
  readonly join: 'all' | 'any' | null;
  readonly negated: boolean;
  readonly words: Words | null;
  readonly holds: boolean;
};

/** Whether a member is in a segment, and for each part of its condition whether it is true for her now. @throws audiences.segment_not_found */
export async function explainMember(ctx: Ctx, kit: ConditionKit, memberId: string, segmentId: string) {
  const { name, condition, refreshedAt } = await findSegment(ctx, segmentId);
  const member = (await findMembers(ctx, [memberId])).get(memberId);
  if (!member) throw audienceErrors.error('no_member');
  const held = await personsIn(ctx, await personsHeld(ctx, segmentId), [member.personNo]);
  return {
    name,
    member: held.has(member.personNo),
    refreshedAt: refreshedAt?.toISOString() ?? null,
    parts: condition === null ? [] : await explain(ctx, kit, condition, member.personNo),
  };
}

/** A group before its parts; what is turned round stands in one part with what it turns. */
export async function explain(
  ctx: Ctx,
  kit: ConditionKit,
  condition: Condition,
  personNo: number,
  at = '',
  level = 0,
): Promise<ExplainedPart[]> {
  const negated = 'not' in condition;
  const inner = negated ? condition.not : condition;
  const place = at.replace(/\.$/, '');
  const below = negated ? `${at}not.` : at;
  if ('kind' in inner || 'not' in inner) {
    const [{ sentence }, holds] = [await kit.preview(ctx, condition), await kit.holdsFor(ctx, condition, [personNo])];
    return [{ at: place, level, join: null, negated, words: sentence, holds: holds.has(personNo) }];
  }
  const [join, parts] = 'all' in inner ? (['all', inner.all] as const) : (['any', inner.any] as const);
  const told: ExplainedPart[][] = [];
  for (const [n, part] of parts.entries())
    told.push(await explain(ctx, kit, part, personNo, `${below}${join}.${n}.`, level + 1));
  const each = told.map(([first]) => first?.holds === true);
  const holds = join === 'all' ? each.every((one) => one) : each.some((one) => one);
  return [{ at: place, level, join, negated, words: null, holds: holds !== negated }, ...told.flat()];
}
