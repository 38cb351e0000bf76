import type { activityContract } from '@huoshui/contracts/activities';
import type { RouteOut } from '@huoshui/contracts/contract';
import type { Teaming } from '@huoshui/contracts/words/activities';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../../platform/cursor.ts';
import { inTransaction } from '../../../platform/db.ts';
import { maskName } from '../../../platform/mask-name.ts';
import { findProductSkus, findProducts, findSkus, type SkuFacts, sellsFor } from '../../catalog/index.ts';
import { findByPersonNo } from '../../members/index.ts';
import { haveBought } from '../../orders/index.ts';
import { stateOf } from '../activity.ts';
import { leftToday } from '../capacity/capacity.ts';
import { waitsOf } from '../capacity/waiting.ts';
import { activityErrors } from '../errors.ts';
import type { IsFor } from '../is-for.ts';
import type { LiveNow } from '../live.ts';
import { type Her, meet } from '../met.ts';
import type { TeamTerms } from '../play.ts';
import { playOf } from '../plays.ts';
import { findByNo, findTerms } from '../queries.ts';
import { findTeam, isOpen, isTaken, leaderOf, type SeatRow, seatsOf, TEAM, type TeamRow, teamTermsOf } from './team.ts';
import { judgeTeaming, seatsOfPersons, teamingOf } from './teaming.ts';

type Shown = RouteOut<(typeof activityContract)['GET /api/shop/products/:id/teams']>;
type Card = Shown['teams'][number];
type TeamPage = RouteOut<(typeof activityContract)['GET /api/shop/teams/:id']>;

/** As many as are asked about for a list of some, and as many as are shown. Taste. */
const LOOKED_AT = 60;
const SHOWN = 10;

type Ports = { readonly live: LiveNow; readonly isFor: IsFor };

/** What a product's page says of buying it together: the price, and teams that she may join, the one that closes first on top. */
export async function teamsOfProduct(ctx: Ctx, { live, isFor }: Ports, her: Her, productId: string): Promise<Shown> {
  const skus = (await findProductSkus(ctx, [productId])).get(productId) ?? [];
  const found = await offeredTo(ctx, { live, isFor }, her, skus);
  if (found === null) return { offer: null, teams: [], more: 0 };
  const { activity, terms, hers } = found;
  const { rows } = await sql<TeamRow>`
    select ${TEAM} from activities.team t
    where t.product_id = ${productId} and t.activity_no = ${activity.no} and t.state = 'open' and t.closes_at > ${ctx.now()}
    order by t.closes_at limit ${LOOKED_AT}
  `.execute(ctx.db);
  const today = await leftToday(ctx, activity);
  const bought = terms.newOnly && (hers > 0 || (await haveBought(ctx, [her.memberId])).has(her.memberId));
  const cards = await cardsOf(ctx, her, rows, (team, seats) =>
    judgeTeaming({
      now: ctx.now(),
      ...{ activity, team, terms, hers, bought, today },
      taken: seats.length,
      hersInIt: seats.some(({ personNo }) => personNo === her.personNo),
      forHer: true,
    }),
  );
  const shown = cards.filter(({ teaming }) => teaming !== 'full' && teaming !== 'over');
  return {
    offer: {
      ...{ id: activity.id, name: activity.name, state: stateOf(activity, ctx.now()) },
      startsAt: activity.startsAt.toISOString(),
      endsAt: activity.endsAt.toISOString(),
      ...{ size: terms.size, hours: terms.hours, perOrder: terms.perOrder, newOnly: terms.newOnly },
      goods: goodsOf(terms, skus),
      waits: await waitsOf(ctx, her, activity),
      teaming: judgeTeaming({
        now: ctx.now(),
        ...{ activity, team: null, terms, hers, bought, today, taken: 0, hersInIt: false, forHer: true },
      }),
    },
    teams: shown.slice(0, SHOWN),
    more: Math.max(0, shown.length - SHOWN),
  };
}

/** The first group buy of these goods that is for her; she is drawn into an arm, since here it would be shown. */
async function offeredTo(ctx: Ctx, { live, isFor }: Ports, her: Her, skus: readonly SkuFacts[]) {
  for (const activity of await live(ctx)) {
    const terms = teamTermsOf(activity, activity.own);
    if (terms === null || !terms.goods.some(({ sku }) => skus.some(({ id }) => id === sku))) continue;
    if (!['warm_up', 'running'].includes(stateOf(activity, ctx.now()))) continue;
    if (!(await isFor(ctx, activity, her.personNo))) continue;
    const armOf = await inTransaction(ctx, async (ctx) => meet(ctx, [{ ...her, activity }]));
    const hers = (await seatsOfPersons(ctx, [her], [activity.no])).length;
    // How many places are taken is asked anew: what is kept in memory is as old as its stamp.
    const now = (await findByNo(ctx, [activity.no])).get(activity.no) ?? activity;
    if (armOf(her.personNo, activity.no).treated) return { activity: now, terms, hers };
  }
  return null;
}

/** Those of its goods that are on offer, with what they cost alone. */
function goodsOf({ goods }: TeamTerms, skus: readonly SkuFacts[]) {
  return goods.flatMap(({ sku, price }) => {
    const facts = skus.find(({ id }) => id === sku);
    return facts === undefined
      ? []
      : [{ skuId: sku, values: [...facts.values], price, alone: sellsFor(facts), available: facts.available }];
  });
}

/** One team, for whoever has its link: who is in it, how long it is open, and what she may do. Throws `activities.no_such_team`. */
export async function showTeam(ctx: Ctx, isFor: IsFor, her: Her, id: string): Promise<TeamPage> {
  const team = await findTeam(ctx, id);
  const activity = team && (await findByNo(ctx, [team.activityNo])).get(team.activityNo);
  if (!team || !activity) throw activityErrors.error('no_such_team', { id });
  const { own } = (await findTerms(ctx, [team]))(team.activityNo, team.version);
  const terms = teamTermsOf(activity, own);
  const seats = await seatsOf(ctx, [team.no]);
  const mine = seats.findLast(({ personNo }) => personNo === her.personNo);
  // Until its leader has paid nobody else knows of it.
  if (terms === null || (mine === undefined && (team.state === 'held' || team.state === 'gone')))
    throw activityErrors.error('no_such_team', { id });
  if (isOpen(team, ctx.now())) await inTransaction(ctx, async (ctx) => meet(ctx, [{ ...her, activity }]));
  const skus = await findSkus(
    ctx,
    terms.goods.map(({ sku }) => sku),
  );
  const ofProduct = [...skus.values()].filter(({ productId }) => productId === team.productId);
  const [first] = ofProduct;
  const shown = seats.filter((seat) => (team.state === 'failed' ? seat.state === 'failed' : isTaken(seat)));
  const names = await findByPersonNo(
    ctx,
    shown.map(({ personNo }) => personNo),
  );
  const leader = team.ledBy ?? leaderOf(shown)?.orderId ?? shown[0]?.orderId;
  return {
    ...presentTeam(team, shown, maskName(names.get(shown[0]?.personNo ?? 0)?.nickname ?? '')),
    endedAt: team.endedAt?.toISOString() ?? null,
    activity: { id: activity.id, name: activity.name, state: stateOf(activity, ctx.now()) },
    product: { id: team.productId, name: first?.name ?? '', image: first?.image ?? null },
    goods: goodsOf(
      terms,
      ofProduct.filter(({ onSale }) => onSale),
    ),
    perOrder: terms.perOrder,
    seats: shown.map(({ orderId, personNo, state, refundedAt }) => ({
      name: maskName(names.get(personNo)?.nickname ?? ''),
      leads: orderId === leader,
      hers: personNo === her.personNo,
      paid: state !== 'held',
      refunded: refundedAt !== null,
    })),
    mine:
      mine === undefined
        ? null
        : { orderId: mine.orderId, state: mine.state, refunded: mine.refundedAt !== null, units: mine.units },
    teaming: await teamingOf(ctx, isFor, her, { activity, team, terms }),
    rules: [...playOf(activity.play).says(own)],
  };
}

/** Her teams, the latest first. */
export async function listTeamsOfHers(
  ctx: Ctx,
  her: Her,
  { cursor, limit = 20 }: { readonly cursor?: string | undefined; readonly limit?: number | undefined },
) {
  const after = decodeCursor(cursor, ['bigint'])?.[0] ?? null;
  const { rows } = await sql<TeamRow>`
    select ${TEAM} from activities.team t
    where exists (select from activities.seat s where s.team_no = t.no and s.person_no = ${her.personNo} and s.state <> 'released')
      and (${after}::bigint is null or t.no < ${after}) order by t.no desc limit ${limit + 1}
  `.execute(ctx.db);
  const cards = new Map((await cardsOf(ctx, her, rows, () => 'hers')).map((card) => [card.id, card]));
  const products = await findProducts(
    ctx,
    rows.map(({ productId }) => productId),
  );
  const page = toPage(
    rows,
    limit,
    (row) => [row.no],
    (row) => row,
  );
  const items = page.items.flatMap(({ id, productId }) => {
    const [card, product] = [cards.get(id), products.get(productId)];
    const shown = { id: productId, name: product?.name ?? '', image: product?.image ?? null };
    return card ? [{ ...card, product: shown }] : [];
  });
  return { ...page, items };
}

async function cardsOf(
  ctx: Ctx,
  her: Her,
  teams: readonly TeamRow[],
  judge: (team: TeamRow, taken: readonly SeatRow[]) => Teaming,
): Promise<(Card & { readonly teaming: Teaming })[]> {
  const seats = await seatsOf(
    ctx,
    teams.map(({ no }) => no),
  );
  const shown = teams.map((team) => ({
    team,
    seats: seats.filter(
      (seat) => seat.teamNo === team.no && (team.state === 'failed' ? seat.state === 'failed' : isTaken(seat)),
    ),
  }));
  const leaders = await findByPersonNo(
    ctx,
    shown.flatMap(({ seats: [first] }) => first?.personNo ?? []),
  );
  return shown.map(({ team, seats: taken }) => ({
    ...presentTeam(team, taken, maskName(leaders.get(taken[0]?.personNo ?? 0)?.nickname ?? '')),
    hers: seats.some(({ teamNo, personNo }) => teamNo === team.no && personNo === her.personNo),
    teaming: judge(team, taken),
  }));
}

function presentTeam({ id, state, size, closesAt }: TeamRow, taken: readonly SeatRow[], leader: string | null) {
  return {
    ...{ id, state, size, leader },
    taken: taken.length,
    paid: taken.filter(({ state: seat }) => seat !== 'held').length,
    closesAt: closesAt?.toISOString() ?? null,
  };
}
