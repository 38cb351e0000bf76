import type { Ctx } from '../../../platform/ctx.ts';
import { findByPersonNo } from '../../members/index.ts';
import type { ConditionKit } from '../conditions/compose.ts';
import { ringIn, ringWords } from './uses.ts';

type Asked = { readonly condition?: unknown; readonly segment?: string | undefined };

/** What a draft means and for how many, part by part; where something is wrong, what and where, and nothing is counted. */
export async function estimate(ctx: Ctx, kit: ConditionKit, { condition: draft, segment }: Asked) {
  const { problems, sentence } = await kit.preview(ctx, draft);
  const nothing = { members: null, everyone: null, parts: [] };
  if (problems.length > 0) return { problems: problems.map((one) => ({ ...one })), sentence, ...nothing };
  const condition = await kit.read(ctx, draft);
  const ring = segment === undefined ? null : await ringIn(ctx, segment, condition);
  if (ring) return { problems: [{ at: ring.at, words: ringWords(ring) }], sentence, ...nothing };
  const { members, everyone, parts } = await kit.look(ctx, condition, ctx.now());
  return { problems: [], sentence, members, everyone, parts: parts.map((part) => ({ ...part })) };
}

/** @throws platform.bad_form */
export async function sample(ctx: Ctx, kit: ConditionKit, draft: unknown) {
  const { some } = await kit.look(ctx, await kit.read(ctx, draft), ctx.now());
  const members = await findByPersonNo(ctx, some);
  return {
    items: some.flatMap((no) => {
      const member = members.get(no);
      return member ? [{ id: member.id, nickname: member.nickname, phoneMasked: member.phoneMasked }] : [];
    }),
  };
}
