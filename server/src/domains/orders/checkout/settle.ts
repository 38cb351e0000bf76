import type { Ctx } from '../../../platform/ctx.ts';
import type { DomainError } from '../../../platform/errors.ts';
import { stock } from '../../catalog/index.ts';
import type { OfferSource, Waits } from '../../pricing/index.ts';
import { orderPlaced } from '../events.ts';
import { isBought } from '../gift.ts';
import { releaseSlotsOf } from '../own-delivery/slot.ts';
import { markPaid } from '../payment/mark-paid.ts';
import { claimOffers, releaseOffers } from './claim.ts';
import { decideStock, unitsOf } from './decide.ts';
import { type CheckoutAsk, type Draft, withGifts } from './draft.ts';
import { refuseOverMember } from './member-limits.ts';
import { type CheckoutOutcome, keyOf, repeated } from './outcome.ts';
import { emptyCarts, findPlaced, insertOrders, keepWaiting } from './write.ts';

/** Stock, claims, orders: decided in memory under the locks, written by set. */
export async function place(
  ctx: Ctx,
  sources: readonly OfferSource[],
  drafts: readonly Draft[],
  expiresAt: Date,
): Promise<Map<CheckoutAsk, CheckoutOutcome>> {
  const outcomes = new Map<CheckoutAsk, CheckoutOutcome>();
  if (drafts.length === 0) return outcomes;
  const takes = takesOf(sources);
  const available = await stock.lock(
    ctx,
    drafts
      .map(takes)
      .flatMap(({ lines, gifts, stockStore }) =>
        [...lines, ...gifts].map(({ skuId }) => ({ skuId, storeId: stockStore?.id ?? null })),
      ),
  );
  const over = await refuseOverMember(ctx, drafts);
  for (const [{ ask }, error] of over) outcomes.set(ask, { ok: false, error });
  const within = drafts.filter((draft) => !over.has(draft));
  const waits = new Map<string, Waits>();
  const payBy = new Map<string, Date>();
  const accepted = await settleClaims(ctx, sources, within, available, { outcomes, waits, payBy });
  await answerRepeats(ctx, drafts, accepted, outcomes);
  const expiryOf = ({ id }: Draft) => earlier(expiresAt, payBy.get(id) ?? null);
  const inserted = await insertOrders(ctx, accepted, expiryOf);
  const written = accepted.filter((draft) => inserted.has(draft.id));
  const doubled = accepted.filter((draft) => !inserted.has(draft.id));
  if (doubled.length > 0) await yieldToFirst(ctx, sources, doubled, outcomes);
  await keepWaiting(ctx, written, waits);
  if (written.length > 0) await finish(ctx, written, takes);
  for (const draft of written) {
    const { ask, row, id, payable } = draft;
    outcomes.set(ask, { ok: true, order: { id, number: row.number, payable, expiresAt: expiryOf(draft) } });
  }
  return outcomes;
}

type Takes = ReturnType<typeof takesOf>;

/** What an order takes of the stock that is on offer: nothing, where its pieces were set aside for it. */
function takesOf(sources: readonly OfferSource[]) {
  const aside = new Set(sources.filter(({ setsAside }) => setsAside).map(({ name }) => name));
  return (draft: Draft): Draft =>
    draft.claims.some(({ source, pieces }) => aside.has(source) && pieces.length > 0)
      ? { ...draft, lines: [], gifts: [] }
      : draft;
}

const earlier = (one: Date, other: Date | null): Date => (other !== null && other < one ? other : one);

type Settled = {
  readonly outcomes: Map<CheckoutAsk, CheckoutOutcome>;
  readonly waits: Map<string, Waits>;
  readonly payBy: Map<string, Date>;
};

/**
 * An order that loses an offer frees its stock, and whatever else it had got, for the others: decide again until every claim
 * holds. Gifts that are gone by then are left out.
 */
async function settleClaims(
  ctx: Ctx,
  sources: readonly OfferSource[],
  drafts: readonly Draft[],
  available: ReadonlyMap<string, number>,
  { outcomes, waits, payBy }: Settled,
): Promise<Draft[]> {
  const takes = takesOf(sources);
  const gone = new Map<Draft, DomainError>();
  const claimed = new Set<Draft>();
  for (;;) {
    const running = drafts.filter((draft) => !gone.has(draft));
    const verdicts = decideStock(running.map(takes), available);
    const served = running.filter((_, at) => verdicts[at]?.error === null);
    const {
      lost,
      last,
      waits: some,
      payBy: early,
    } = await claimOffers(
      ctx,
      sources,
      served.filter((draft) => !claimed.has(draft)),
    );
    for (const [id, one] of some) waits.set(id, one);
    for (const [id, one] of early) payBy.set(id, one);
    for (const draft of served) if (!lost.has(draft.id)) claimed.add(draft);
    if (lost.size > 0) {
      for (const draft of served) {
        const error = last.get(draft.id);
        if (error) gone.set(draft, error);
      }
      continue;
    }
    for (const [at, draft] of running.entries()) {
      const error = verdicts[at]?.error;
      if (error) outcomes.set(draft.ask, { ok: false, error });
    }
    for (const [draft, error] of gone) outcomes.set(draft.ask, { ok: false, error });
    return running.flatMap((draft, at) => {
      const verdict = verdicts[at];
      return verdict?.error === null ? [withGifts(draft, verdict.gifts)] : [];
    });
  }
}

/**
 * What keeps an order out may be the order itself: its key was used in another group or process, which took the last piece or
 * the coupon while we waited for the lock. Then that order is the answer, not the refusal. Asked only where one is refused.
 */
async function answerRepeats(
  ctx: Ctx,
  drafts: readonly Draft[],
  accepted: readonly Draft[],
  outcomes: Map<CheckoutAsk, CheckoutOutcome>,
): Promise<void> {
  if (accepted.length === drafts.length) return;
  const placed = new Set(accepted.map(({ ask }) => ask));
  const refused = drafts.filter(({ ask }) => !placed.has(ask)).map(({ ask }) => ask);
  const known = await findPlaced(ctx, refused);
  for (const ask of refused) {
    const before = known.get(keyOf(ask));
    if (before) outcomes.set(ask, repeated(ask, before));
  }
}

/** Another process was quicker with the same key: its order is the answer, ours gives back what it claimed. */
async function yieldToFirst(
  ctx: Ctx,
  sources: readonly OfferSource[],
  doubled: readonly Draft[],
  outcomes: Map<CheckoutAsk, CheckoutOutcome>,
): Promise<void> {
  await releaseOffers(
    ctx,
    sources,
    doubled.map((draft) => draft.id),
  );
  await releaseSlotsOf(
    ctx,
    doubled.map(({ slot }) => ({ areaId: slot?.areaId ?? null, slotFrom: slot?.from ?? null })),
  );
  const known = await findPlaced(
    ctx,
    doubled.map((draft) => draft.ask),
  );
  for (const { ask } of doubled) {
    const placed = known.get(keyOf(ask));
    if (placed) outcomes.set(ask, repeated(ask, placed));
  }
}

async function finish(ctx: Ctx, written: readonly Draft[], takes: Takes): Promise<void> {
  await stock.reserve(ctx, unitsOf(written.map(takes)));
  await emptyCarts(
    ctx,
    written.filter((draft) => draft.ask.fromCart),
  );
  for (const draft of written) {
    const { number, payable, member_id, person_no } = draft.row;
    ctx.emit(orderPlaced, {
      personNo: person_no,
      payload: {
        orderId: draft.id,
        number,
        memberId: member_id,
        amount: payable,
        source: 'shop',
        lines: factLines(draft),
      },
    });
  }
  const free = written.filter((draft) => draft.payable === 0);
  if (free.length > 0)
    await markPaid(
      ctx,
      free.map((draft) => ({ orderId: draft.id, transaction: null })),
    );
}

function factLines(draft: Draft) {
  return draft.lineRows.filter(isBought).map((line) => ({
    lineId: `${line.order_id}.${line.position}`,
    productId: line.product_id,
    skuId: line.sku_id,
    categoryId: line.category_id,
    name: line.name,
    quantity: line.quantity,
    payable: line.payable,
  }));
}
