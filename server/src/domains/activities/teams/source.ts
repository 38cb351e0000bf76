import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import type { OfferQuestion, OfferSource } from '../../pricing/index.ts';
import { activityErrors } from '../errors.ts';
import type { IsFor } from '../is-for.ts';
import { findActivities, findTerms } from '../queries.ts';
import { claimSeats } from './claim.ts';
import { dissolveEmpty, findTeam, freePlaces, holdTeams, type SeatRow, teamTermsOf } from './team.ts';
import { refusalOf, teamingOf } from './teaming.ts';

const badge = words('拼团价', 'Group price');

/**
 * Prices of teams: asked for by name alone, by the activity and the team, so cart, lists and product pages never meet them. An order takes
 * its place when it is placed, before anything is paid, and waits in the house until its team is complete.
 */
export function teamSource(isFor: IsFor): OfferSource {
  return {
    name: 'group_buy',
    find: async (ctx, question) => (question.context.play === undefined ? {} : findPrices(ctx, isFor, question)),
    claim: claimSeats,
    async release(ctx, orderIds, why) {
      const { rows: held } = await sql<{ teamNo: number }>`
        select distinct team_no from activities.seat where order_id = any(${[...orderIds]}::text[]) and state = 'held'
      `.execute(ctx.db);
      if (held.length === 0) return;
      const teamNos = held.map(({ teamNo }) => teamNo);
      await holdTeams(ctx, teamNos);
      const hers = sql`order_id = any(${[...orderIds]}::text[]) and state = 'held'`;
      const { rows } = await sql<Pick<SeatRow, 'activityNo'>>`
        ${why === 'cancelled' ? sql`update activities.seat set state = 'released' where ${hers}` : sql`delete from activities.seat where ${hers}`}
        returning activity_no
      `.execute(ctx.db);
      await freePlaces(
        ctx,
        rows.map(({ activityNo }) => activityNo),
      );
      await dissolveEmpty(ctx, teamNos);
    },
  };
}

async function findPrices(ctx: Ctx, isFor: IsFor, { memberId, personNo, lines, context }: OfferQuestion) {
  const { activity: activityId = '', team: teamId } = context.play ?? {};
  if (!activityId.startsWith('act_')) return {};
  const refused = (error: ReturnType<typeof refusalOf>) => ({ alone: true, refused: error }) as const;
  const activity = (await findActivities(ctx, [activityId])).get(activityId);
  if (activity === undefined || activity.state === 'draft') return refused(activityErrors.error('not_found'));
  // Another source's, or nobody's.
  if (teamTermsOf(activity, activity.own) === null) return {};
  const team = teamId === undefined ? null : await findTeam(ctx, teamId);
  if (teamId !== undefined && team?.activityNo !== activity.no) return refused(activityErrors.error('no_such_team'));
  const version = team?.version ?? activity.version;
  const { own } = (await findTerms(ctx, [{ activityNo: activity.no, version }]))(activity.no, version);
  const terms = teamTermsOf(activity, own);
  if (terms === null) return refused(activityErrors.error('not_found'));
  const teaming = await teamingOf(ctx, isFor, { memberId, personNo }, { activity, team, terms });
  if (teaming !== 'can') return refused(refusalOf(teaming));
  const [line, ...more] = lines;
  const good = terms.goods.find(({ sku }) => sku === line?.skuId);
  if (line === undefined || more.length > 0 || good === undefined) return refused(activityErrors.error('team_goods'));
  if (team !== null && line.productId !== team.productId) return refused(activityErrors.error('team_goods'));
  if (line.quantity > terms.perOrder) return refused(activityErrors.error('team_too_many', { most: terms.perOrder }));
  const price = {
    source: 'group_buy',
    offerId: activity.id,
    skuId: line.skuId,
    price: good.price,
    most: null,
    label: activity.name,
    badge,
  };
  return { alone: true, prices: [price] } as const;
}
