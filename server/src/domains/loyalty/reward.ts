import type { Draft } from '@huoshui/contracts/form';
import type { Reward } from '@huoshui/contracts/loyalty';
import { words } from '@huoshui/contracts/words';
import type { Static } from '@sinclair/typebox';
import type { Ctx } from '../../platform/ctx.ts';
import { readForm } from '../../platform/form/read.ts';
import { newId } from '../../platform/ids.ts';
import { loyaltyErrors } from './errors.ts';
import { rewardForm } from './reward-form.ts';
import { endReward, findReward, insertReward, listRewardRows, updateReward } from './reward-queries.ts';
import type { RewardRow } from './tables.ts';

type RewardView = Static<typeof Reward>;

export async function createReward(ctx: Ctx, draft: Draft): Promise<RewardView> {
  const id = newId('rwd');
  await insertReward(ctx, id, await readForm(ctx, rewardForm, draft));
  return readReward(ctx, id);
}

/** Throws `loyalty.reward_not_found` and, at its field, `loyalty.total_below_exchanged`. */
export async function changeReward(ctx: Ctx, id: string, draft: Draft): Promise<RewardView> {
  const before = await findOne(ctx, id);
  const terms = await readForm(ctx, rewardForm, draft, { stored: valuesOf(before) });
  if (await updateReward(ctx, id, terms)) return readReward(ctx, id);
  const { exchanged } = await findOne(ctx, id);
  const told = words(`已兑换 ${exchanged} 份，总量不能更少`, `${exchanged} are exchanged: the total cannot be less`);
  throw loyaltyErrors.error('total_below_exchanged', { exchanged, problems: [{ at: 'total', words: told }] });
}

/** What was exchanged stays hers; ending twice is no error. */
export async function setRewardEnded(ctx: Ctx, id: string, ended: boolean): Promise<RewardView> {
  await findOne(ctx, id);
  await endReward(ctx, id, ended);
  return readReward(ctx, id);
}

export async function readReward(ctx: Ctx, id: string): Promise<RewardView> {
  const [view] = await present(ctx, [await findOne(ctx, id)]);
  if (view === undefined) throw loyaltyErrors.error('reward_not_found', { id });
  return view;
}

export async function listRewards(ctx: Ctx, page: Parameters<typeof listRewardRows>[1]): Promise<RewardView[]> {
  return present(ctx, await listRewardRows(ctx, page));
}

async function findOne(ctx: Ctx, id: string): Promise<RewardRow> {
  const row = await findReward(ctx, id);
  if (row === undefined) throw loyaltyErrors.error('reward_not_found', { id });
  return row;
}

async function present(ctx: Ctx, rows: readonly RewardRow[]): Promise<RewardView[]> {
  const names = await ctx.names(
    ctx,
    rows.map(({ benefit }) => ({ of: 'benefit', id: benefit })),
  );
  return rows.map((row) => {
    const { id, name, points, total, exchanged, ended, createdAt } = row;
    const gone = total !== null && exchanged >= total;
    return {
      id,
      name,
      points,
      total,
      exchanged,
      state: ended ? 'ended' : gone ? 'gone' : 'active',
      values: valuesOf(row),
      sentence: rewardForm.sentence(valuesOf(row), names),
      createdAt: createdAt.toISOString(),
    };
  });
}

function valuesOf({ name, benefit, points, perMember, total }: RewardRow) {
  return { name, benefit, points, perMember, total };
}
