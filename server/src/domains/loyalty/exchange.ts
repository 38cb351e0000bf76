import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { type BenefitKinds, benefitItem, grant } from '../benefits/index.ts';
import { readBalance } from './balance.ts';
import { writeEntries } from './entries.ts';
import { loyaltyErrors } from './errors.ts';
import { pointsExchanged } from './events.ts';
import { holdAccounts, takeUsable, usablePoints } from './lots.ts';
import { countExchanged, countHers, findReward } from './reward-queries.ts';
import type { Person, RewardRow } from './tables.ts';

/**
 * Points for a reward: all of it or nothing. Her account is held first, so her limit and her points are looked at once, whatever
 * she taps meanwhile; the counter of the reward comes last. Throws `loyalty.reward_not_found`, `reward_ended`, `reward_gone`,
 * `limit_reached`, `too_few_points`, `benefit_unavailable`.
 */
export async function exchange(ctx: Ctx, kinds: BenefitKinds, person: Person, rewardId: string) {
  return inTransaction(ctx, async (ctx) => {
    await holdAccounts(ctx, [person]);
    const reward = await findOnOffer(ctx, rewardId);
    const { id, name, points, perMember, benefit } = reward;
    const mine = (await countHers(ctx, person.memberId, [id])).get(id) ?? 0;
    if (mine >= perMember) throw loyaltyErrors.error('limit_reached', { perMember });
    await spend(ctx, person, points);
    const exchangeId = newId('exc');
    await sql`
      insert into loyalty.exchange (id, reward_id, member_id, person_no, points, at)
      values (${exchangeId}, ${id}, ${person.memberId}, ${person.personNo}, ${points}, ${ctx.now()})
    `.execute(ctx.db);
    const note = words(`兑换「${name}」`, `Exchanged for “${name}”`);
    await writeEntries(ctx, [{ ...person, key: exchangeId, kind: 'exchanged', points: -points, note }]);
    const [given] = await grant(ctx, kinds, {
      grants: [
        {
          ...person,
          package: [benefitItem(kinds, benefit)],
          because: {
            kind: 'reward',
            id,
            label: words(`积分兑换：${name}`, `Points exchanged: ${name}`),
          },
          key: exchangeId,
        },
      ],
    });
    if (given?.outcome === 'limit') throw loyaltyErrors.error('benefit_limit');
    if (given?.outcome !== 'granted') throw loyaltyErrors.error('benefit_unavailable', { id });
    ctx.emit(pointsExchanged, {
      personNo: person.personNo,
      payload: { memberId: person.memberId, points, rewardId: id, name },
    });
    if (!(await countExchanged(ctx, id))) throw refusalOf((await findReward(ctx, id)) ?? reward);
    return { name, points, ...(await readBalance(ctx, person.memberId)) };
  });
}

async function findOnOffer(ctx: Ctx, id: string): Promise<RewardRow> {
  const reward = await findReward(ctx, id);
  if (reward === undefined) throw loyaltyErrors.error('reward_not_found', { id });
  const { ended, total, exchanged } = reward;
  if (ended || (total !== null && exchanged >= total)) throw refusalOf(reward);
  return reward;
}

const refusalOf = ({ id, ended }: RewardRow) => loyaltyErrors.error(ended ? 'reward_ended' : 'reward_gone', { id });

/** Out of what she may spend, whole or not at all. Her account is held. Throws `loyalty.too_few_points`. */
export async function spend(ctx: Ctx, person: Person, points: number): Promise<void> {
  const usable = (await usablePoints(ctx, [person.memberId])).get(person.memberId) ?? 0;
  if (usable < points) throw loyaltyErrors.error('too_few_points', { missing: points - usable });
  await takeUsable(ctx, [{ ...person, points }]);
}
