import { type Words, words } from '@huoshui/contracts/words';
import type { Ctx } from '../../platform/ctx.ts';
import { type BenefitKinds, benefitItem, grant } from '../benefits/index.ts';
import { findByPersonNo } from '../members/index.ts';
import { type Entry, type Given, type Her, noteGift } from './entries.ts';
import type { Quiz } from './quizzes.ts';

/** Given once an entry; what could not be given is tried again when she looks again. Her entry is held. */
export async function giveGift(
  ctx: Ctx,
  kinds: BenefitKinds,
  quiz: Quiz,
  her: Her,
  { entry, gift }: { readonly entry: Entry; readonly gift: string },
): Promise<{ readonly given: readonly Given[] } | { readonly trouble: Words }> {
  const { id, name, values } = quiz;
  if ((await findByPersonNo(ctx, [her.personNo])).get(her.personNo)?.blocked) return refuse(ctx, entry, blocked);
  const because = {
    kind: 'quiz',
    id,
    label: words(`趣味测试「${name}」`, `The quiz “${name}”`),
    said: words(`趣味测试「${values.title}」`, values.title).zh,
  };
  const [outcome] = await grant(ctx, kinds, {
    grants: [
      {
        memberId: her.memberId,
        personNo: her.personNo,
        package: [benefitItem(kinds, gift)],
        because,
        budgetId: values.budget,
        key: `quiz:${entry.no}`,
      },
    ],
  });
  switch (outcome?.outcome) {
    case 'granted':
    case 'repeated': {
      const given = outcome.given.map(({ label, sentence = null }) => ({ label, sentence }));
      await noteGift(ctx, entry, 'given', given);
      return { given };
    }
    case 'over_budget':
      return refuse(ctx, entry, words('礼包已经送完', 'All gifts have been given'));
    case 'unbounded':
      return refuse(ctx, entry, words('这份礼包现在发不出', 'This gift cannot be given now'));
    default:
      return refuse(ctx, entry, words('礼包已经送完或已停用', 'The gift is gone or has ended'));
  }
}

const blocked = words('现在不能领', 'It cannot be given now');

async function refuse(ctx: Ctx, entry: Entry, trouble: Words): Promise<{ readonly trouble: Words }> {
  await noteGift(ctx, entry, 'refused', trouble);
  return { trouble };
}
