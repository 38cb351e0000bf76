import { words } from '@huoshui/contracts/words';
import type { Teaming } from '@huoshui/contracts/words/activities';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import type { OfferQuestion, OfferSource } from '../../pricing/index.ts';
import type { ActivityRow } from '../activity.ts';
import { activityErrors } from '../errors.ts';
import type { IsFor } from '../is-for.ts';
import type { TeamTerms } from '../play.ts';
import { findActivities, findTerms } from '../queries.ts';
import { claimSeats } from './claim.ts';
import { dissolveEmpty, findTeams, freePlaces, holdTeams, type SeatRow, type TeamRow, teamTermsOf } from './team.ts';
import { refusalOf, teamingsOf } from './teaming.ts';

const badge = words('拼团价', 'Group price');

/**
 * Prices of teams: asked for by name alone, by the activity and the team, so cart, lists and product pages never meet them. An order takes
 * its place when it is placed, before anything is paid, and waits in the house until its team is complete.
 */
export function teamSource(isFor: IsFor): OfferSource {
  return {
    name: 'group_buy',
    find: async (ctx, question) => (await findPrices(ctx, isFor, [question]))[0] ?? {},
    findMany: async (ctx, questions) => findPrices(ctx, isFor, questions),
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

type Found = Awaited<ReturnType<OfferSource['find']>>;
type Refusal = ReturnType<typeof refusalOf>;
type Named = {
  readonly question: OfferQuestion;
  readonly activity: ActivityRow;
  readonly team: TeamRow | null;
  readonly version: number;
};

const refused = (error: Refusal): Found => ({ alone: true, refused: error });

/** Of a whole group of orders by as many statements as of one: a rush on one product asks the same of five hundred. */
async function findPrices(ctx: Ctx, isFor: IsFor, questions: readonly OfferQuestion[]): Promise<readonly Found[]> {
  const named = await readNamed(ctx, questions);
  const known = named.flatMap((one) => ('activity' in one ? [one] : []));
  if (known.length === 0) return named.map((one) => ('activity' in one ? {} : one));
  const ofVersion = await findTerms(
    ctx,
    known.map(({ activity, version }) => ({ activityNo: activity.no, version })),
  );
  const asked = known.flatMap((one) => {
    const terms = teamTermsOf(one.activity, ofVersion(one.activity.no, one.version).own);
    const { memberId, personNo } = one.question;
    return terms === null ? [] : [{ ...one, terms, her: { memberId, personNo } }];
  });
  const teamings = await teamingsOf(ctx, isFor, asked);
  const found = new Map(asked.map((one, at) => [one.question, { ...one, teaming: teamings[at] ?? 'ended' }]));
  return named.map((one) => {
    if (!('activity' in one)) return one;
    const hers = found.get(one.question);
    return hers === undefined ? refused(activityErrors.error('not_found')) : priceOf(hers);
  });
}

/** What each asks for by name; nothing where it is another source's, or nobody's. */
async function readNamed(ctx: Ctx, questions: readonly OfferQuestion[]): Promise<readonly (Named | Found)[]> {
  const plays = questions.map(({ context: { play } }) => (play?.activity.startsWith('act_') ? play : undefined));
  const ids = plays.flatMap((play) => play?.activity ?? []);
  if (ids.length === 0) return questions.map(() => ({}));
  const activities = await findActivities(ctx, [...new Set(ids)]);
  const teams = await findTeams(
    ctx,
    plays.flatMap((play) => play?.team ?? []),
  );
  return questions.map((question, at) => {
    const play = plays[at];
    if (play === undefined) return {};
    const activity = activities.get(play.activity);
    if (activity === undefined || activity.state === 'draft') return refused(activityErrors.error('not_found'));
    if (teamTermsOf(activity, activity.own) === null) return {};
    const team = play.team === undefined ? null : (teams.get(play.team) ?? null);
    if (play.team !== undefined && team?.activityNo !== activity.no)
      return refused(activityErrors.error('no_such_team'));
    return { question, activity, team, version: team?.version ?? activity.version };
  });
}

type Standing = Named & { readonly terms: TeamTerms; readonly teaming: Teaming };

function priceOf({ question: { lines }, activity, team, terms, teaming }: Standing): Found {
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
  return { alone: true, prices: [price] };
}
