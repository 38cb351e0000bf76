import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { haveBought } from '../../orders/index.ts';
import type { Claim, OfferQuestion, OfferSource } from '../../pricing/index.ts';
import type { ActivityRow } from '../activity.ts';
import { entriesOfMany, holdEntries, keyOf } from '../entries.ts';
import { activityErrors } from '../errors.ts';
import { findActivities } from '../queries.ts';
import { type BargainRow, bargainStateOf, bargainsOf, bargainTermsOf, priceOf } from './bargain.ts';

const badge = words('砍价', 'Bargain');

/** Prices of bargains: asked for by name alone, each hers. From her order on nobody takes anything off; what is cancelled goes on as it was. */
export const bargainPrices: OfferSource = {
  name: 'bargain',
  find: async (ctx, question) => (await findPrices(ctx, [question]))[0] ?? {},
  findMany: findPrices,
  claim: claimBargains,
  async release(ctx, orderIds) {
    await sql`
      update activities.bargain set state = 'open', order_id = null, saved = 0, newcomer = false
      where order_id = any(${[...orderIds]}::text[]) and state = 'ordered'
    `.execute(ctx.db);
  },
};

type Found = Awaited<ReturnType<OfferSource['find']>>;
type Named = { readonly question: OfferQuestion; readonly activity: ActivityRow };

/** Of a whole group of orders by as many statements as of one. */
async function findPrices(ctx: Ctx, questions: readonly OfferQuestion[]): Promise<readonly Found[]> {
  const ids = questions.flatMap(({ context }) => context.play?.activity ?? []);
  const activities = ids.length === 0 ? new Map<string, ActivityRow>() : await findActivities(ctx, ids);
  const named = questions.map((question): Named | null => {
    const activity = activities.get(question.context.play?.activity ?? '');
    // Another source's, or nobody's.
    return activity && bargainTermsOf(activity, activity.own) !== null ? { question, activity } : null;
  });
  const hers = named.filter((one) => one !== null);
  if (hers.length === 0) return questions.map(() => ({}));
  const who = ({ question, activity }: Named) => ({ activityNo: activity.no, personNo: question.personNo });
  const entries = await entriesOfMany(ctx, hers.map(who));
  const rows = await bargainsOf(
    ctx,
    [...entries.values()].map(({ no }) => no),
  );
  return named.map((one) => {
    if (one === null) return {};
    const entry = entries.get(keyOf(who(one)));
    return priceFor(one, (entry && rows.get(entry.no)) ?? null, ctx.now());
  });
}

function priceFor({ question: { lines }, activity }: Named, row: BargainRow | null, now: Date): Found {
  const refused = (error: 'bargain_none' | 'bargain_goods') =>
    ({ alone: true, refused: activityErrors.error(error) }) as const;
  if (!row || !['open', 'floor'].includes(bargainStateOf(row, now))) return refused('bargain_none');
  const [line, ...more] = lines;
  if (line?.skuId !== row.skuId || line.quantity !== 1 || more.length > 0) return refused('bargain_goods');
  const price = { source: 'bargain', offerId: activity.id, skuId: row.skuId, price: priceOf(row), most: null };
  return { alone: true, prices: [{ ...price, label: activity.name, badge }] };
}

type Outcomes = Awaited<ReturnType<NonNullable<OfferSource['claim']>>>;

/** Each is ordered once. The entries are held: a friend who taps at the moment comes before it, or is told that it is over. */
async function claimBargains(ctx: Ctx, claims: readonly Claim[]): Promise<Outcomes> {
  const { rows: hers } = await sql<{ entryNo: number; personNo: number; activityId: string }>`
    select e.no as entry_no, e.person_no, a.id as activity_id
    from activities.entry e join activities.activity a on a.no = e.activity_no
    where e.person_no = any(${claims.map(({ personNo }) => personNo)}::int[]) and e.behind is null
      and a.id = any(${claims.map(({ offerId }) => offerId)}::text[])
  `.execute(ctx.db);
  await holdEntries(
    ctx,
    hers.map(({ entryNo }) => entryNo),
  );
  const bought = await haveBought(
    ctx,
    claims.map(({ memberId }) => memberId),
  );
  // Of two orders for one bargain the first has it.
  const firsts = new Map(claims.toReversed().map((claim) => [`${claim.personNo} ${claim.offerId}`, claim]));
  const asked = hers.flatMap(({ entryNo, personNo, activityId }) => {
    const claim = firsts.get(`${personNo} ${activityId}`);
    if (claim === undefined) return [];
    const { orderId, memberId, saving } = claim;
    return [{ no: entryNo, order_id: orderId, newcomer: !bought.has(memberId), saved: saving }];
  });
  const { rows } = await sql<{ orderId: string }>`
    update activities.bargain b set state = 'ordered', order_id = n.order_id, newcomer = n.newcomer, saved = n.saved
    from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as n (no bigint, order_id text, newcomer boolean, saved int)
    where b.entry_no = n.no and b.state = 'open' and b.ends_at > ${ctx.now()} returning b.order_id
  `.execute(ctx.db);
  const got = new Set(rows.map(({ orderId }) => orderId));
  return claims.map(({ orderId, offerId }): Outcomes[number] =>
    got.has(orderId)
      ? { orderId, offerId, outcome: 'claimed' }
      : { orderId, offerId, outcome: 'refused', error: activityErrors.error('bargain_none') },
  );
}
