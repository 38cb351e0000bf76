import { regions } from '@huoshui/contracts/regions';
import type { simulationContract } from '@huoshui/contracts/simulations';
import type { Static } from '@sinclair/typebox';
import type { Ctx } from '../../../platform/ctx.ts';
import { findMembers } from '../../members/index.ts';
import type { OfferRef, Place } from '../../pricing/index.ts';
import { orderErrors } from '../errors.ts';
import type { OrderPorts } from '../ports.ts';
import { type Buyer, type PriceQuestion, priceOne } from '../price.ts';
import { presentDelivery } from '../quote-for.ts';
import { type Supposition, supposing } from './supposing.ts';
import { waterfallOf } from './waterfall.ts';

type Contract = (typeof simulationContract)['POST /api/admin/simulations'];
type Body = Static<Contract['body']>;
type Simulation = Static<Contract['ok']>;

/**
 * What checkout would ask for this cart at that moment: its own question to its own sources, by its own clock. What is supposed
 * is asked of the sources too, and the price without it stands beside. Nothing is claimed, reserved or written.
 *
 * Prices, stock and what she has are those of now; which rules and coupons are open, and when a month's quotas begin anew, is
 * of the moment that is asked for.
 */
export async function simulate(ctx: Ctx, { offerSources }: OrderPorts, body: Body): Promise<Simulation> {
  const at = body.at === undefined ? ctx.now() : new Date(body.at);
  const then: Ctx = { ...ctx, now: () => at };
  const { buyer, member } = await whoBuys(ctx, body.memberId);
  const { as = [], suppose = [], draft } = body;
  const isSupposed = isOneOf(suppose, draft);
  const question: PriceQuestion = { ...buyer, lines: body.lines, chosen: body.offers, points: body.points ?? 0 };
  const places = placesOf(body, member !== null);
  const price = async (asked: PriceQuestion, supposition: Supposition) =>
    priceOne(then, supposing(offerSources, supposition), asked, places);

  const priced = await price(question, { refs: [...as, ...suppose], draft });
  const tries = suppose.length > 0 || draft !== undefined;
  const chosen = body.offers?.filter((ref) => !isSupposed(ref));
  const without = tries ? await price({ ...question, chosen }, { refs: as }) : null;
  const { to, undeliverable } = presentDelivery(priced.delivery);
  return {
    at: at.toISOString(),
    member,
    to,
    undeliverable,
    goods: priced.quote.lines.flatMap(({ skuId }) => {
      const sku = priced.skus.get(skuId);
      if (sku === undefined) return [];
      const { productId, name, values, image, available } = sku;
      return [{ skuId, productId, name, values: [...values], image, available: Math.max(0, available) }];
    }),
    quote: waterfallOf(priced, isSupposed),
    without: without && waterfallOf(without, () => false),
  };
}

/** Somebody who comes for the first time has nothing, whatever source is asked. */
const newcomer: Buyer = { memberId: '', personNo: 0, app: null };

async function whoBuys(ctx: Ctx, id: string | undefined): Promise<{ buyer: Buyer; member: Simulation['member'] }> {
  if (id === undefined) return { buyer: newcomer, member: null };
  const found = (await findMembers(ctx, [id])).get(id);
  if (found === undefined) throw orderErrors.error('member_not_found', { id });
  const { id: memberId, personNo, nickname } = found;
  return { buyer: { memberId, personNo, app: null }, member: { id: memberId, name: nickname } };
}

function isOneOf(refs: readonly OfferRef[], draft: Body['draft']): (ref: OfferRef) => boolean {
  const own = draft?.id ?? 'draft';
  return ({ source, offerId }) =>
    refs.some((ref) => ref.source === source && ref.offerId === offerId) || (draft !== undefined && offerId === own);
}

/** Absent where nobody says: then it goes where she usually has it sent. */
function placesOf({ region }: Body, known: boolean): (() => Promise<readonly (Place | null)[]>) | undefined {
  if (region === undefined) return known ? undefined : async () => [null];
  const [name = '', cityName] = region.split('/');
  const province = regions().find((one) => one.name === name);
  const city = cityName === undefined ? '' : province?.cities.find((one) => one.name === cityName)?.name;
  if (province === undefined || city === undefined) throw orderErrors.error('no_such_region', { region });
  return async () => [{ province: province.name, city }];
}
