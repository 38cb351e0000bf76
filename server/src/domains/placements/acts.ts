import type { RouteIn, RouteOut } from '@huoshui/contracts/contract';
import type { placementContract } from '@huoshui/contracts/placements';
import { type Words, words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { shanghaiDay } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { DomainError } from '../../platform/errors.ts';
import { trySaved } from '../../platform/savepoint.ts';
import { running } from '../experiments/index.ts';
import { asHers, type Experiments } from './as-hers.ts';
import { placementErrors } from './errors.ts';
import { placementClosed, placementShown, placementTapped } from './events.ts';
import { mayShow, shownOnce } from './frequency.ts';
import type { LiveNow } from './live.ts';
import { counting, type Her, holdMet, type MetRow } from './met.ts';
import { takePlace } from './pace.ts';
import { frequencyOf, type PlacementRow } from './placement.ts';
import { findPlacements } from './queries.ts';
import { calledBy } from './say.ts';

type Act = RouteIn<(typeof placementContract)['POST /api/shop/placements/:id/showings']>['body'];
type Answer = RouteOut<(typeof placementContract)['POST /api/shop/placements/:id/taps']>;

/** Coupons that a tap takes, by the domain that owns them. */
export type CouponTaker = {
  /** Because of a placement; answers what it is called. Throws why not. */
  take(
    ctx: Ctx,
    her: Her,
    templateId: string,
    because: { readonly kind: string; readonly id: string; readonly label: Words },
  ): Promise<string>;
  /** Whether she could take it now. */
  isOpenFor(ctx: Ctx, her: Her, templateId: string): Promise<boolean>;
  /** Whether shoppers take it by themselves at all. */
  isForTaking(ctx: Ctx, templateId: string): Promise<boolean>;
};

/** Quizzes that a tap opens, by the domain that owns them: whether she may still take this one. */
export type QuizOpenFor = (ctx: Ctx, her: Her, quizId: string) => Promise<boolean>;

/**
 * It comes onto her screen: whether it may. What was allowed under a key is allowed again under it, and counted once. Her row decides, so two
 * phones at one moment never show it oftener than its frequency says. Throws `placements.not_found`.
 */
export async function show(ctx: Ctx, live: LiveNow, her: Her, id: string, act: Act): Promise<{ shown: boolean }> {
  const { rows: now, minutes, experiments } = await live(ctx);
  const isLive = now.find((one) => one.id === id);
  const placement = isLive ?? (await mustFind(ctx, id));
  const met = await holdMet(ctx, her.personNo, placement.no);
  if (!met?.treated) return { shown: false };
  const may = isLive !== undefined && mayShow(frequencyOf(placement.values), met, shanghaiDay(ctx.now()));
  const isPopUp = placement.kind === 'popup';
  // One that may be shown anyway is not asked for: writing it down finds it, and changes nothing. A pop-up would take its place once more.
  if ((!may || isPopUp) && (await isKnown(ctx, her, placement, act.key))) return { shown: true };
  if (!may || (isPopUp && !(await takePlace(ctx, her.personNo, placement, minutes)))) return { shown: false };
  await addShowing(ctx, { experiments, her }, placement, act, met);
  return { shown: true };
}

type TapPorts = { readonly live: LiveNow; readonly coupons: CouponTaker };

/** A tap, once for each showing; a coupon is taken in the same act, and where it is refused the tap stands. Throws `placements.not_found`. */
export async function tap(ctx: Ctx, { live, coupons }: TapPorts, her: Her, id: string, act: Act): Promise<Answer> {
  const placement = await mustFind(ctx, id);
  const met = await holdMet(ctx, her.personNo, placement.no);
  if (!met?.treated) return opened;
  // What was on a screen may be tapped after it was paused, and a showing may not have been told yet.
  await addShowing(ctx, { ...(await live(ctx)), her }, placement, act, met);
  const { rows } = await sql<{ before: Answer | null; first: boolean; coupon: string | null }>`
    update placements.showing s set tapped_at = coalesce(s.tapped_at, ${ctx.now()})
    from placements.showing o
    where ${sameShowing(her, placement, act.key)} and o.person_no = s.person_no and o.placement_no = s.placement_no and o.key = s.key
    returning o.answer as before, o.tapped_at is null as first, s.coupon
  `.execute(ctx.db);
  const [row] = rows;
  if (row === undefined || !row.first) return row?.before ?? opened;
  const answer = await answerOf(ctx, coupons, her, placement, row.coupon ?? placement.values.coupon);
  await sql`
    with answered as (
      update placements.showing s set answer = ${JSON.stringify(answer)}::jsonb where ${sameShowing(her, placement, act.key)}
      returning s.key
    ), moved as (
      update placements.met set tapped = tapped + 1 where ${herRow(her, placement)}
    )
    ${counting(ctx, met, her.personNo, met.tapped === 0 ? ['tapped', 'tappers'] : ['tapped'], sql`answered`)}
  `.execute(ctx.db);
  ctx.emit(placementTapped, { personNo: her.personNo, payload: toldOf(her, placement, act) });
  return answer;
}

/** She closed it, once for each showing. Throws `placements.not_found`. */
export async function close(ctx: Ctx, live: LiveNow, her: Her, id: string, act: Act): Promise<{ closed: boolean }> {
  const placement = await mustFind(ctx, id);
  const met = await holdMet(ctx, her.personNo, placement.no);
  if (!met?.treated) return { closed: false };
  await addShowing(ctx, { ...(await live(ctx)), her }, placement, act, met);
  const { rows } = await sql`
    with ended as (
      update placements.showing s set closed_at = ${ctx.now()}
      where ${sameShowing(her, placement, act.key)} and s.closed_at is null returning s.key
    ), moved as (
      update placements.met set closed = closed + 1, closed_on = ${shanghaiDay(ctx.now())}::date
      where ${herRow(her, placement)} and exists (select from ended)
    ), counted as (${counting(ctx, met, her.personNo, ['closed'], sql`ended`)})
    select key from ended
  `.execute(ctx.db);
  if (rows.length === 0) return { closed: true };
  ctx.emit(placementClosed, { personNo: her.personNo, payload: toldOf(her, placement, act) });
  return { closed: true };
}

const opened: Answer = { answer: 'opened', words: null };

async function answerOf(
  ctx: Ctx,
  coupons: CouponTaker,
  her: Her,
  { id, kind, name }: PlacementRow,
  coupon: string | null,
): Promise<Answer> {
  if (coupon === null) return opened;
  let taken = '';
  const refusal = await trySaved(ctx, async () => {
    const label = calledBy(name);
    taken = await coupons.take(ctx, her, coupon, { kind: 'placement', id, label });
  });
  if (refusal === null) return { answer: 'taken', words: words(taken, taken) };
  if (!(refusal instanceof DomainError)) throw refusal;
  ctx.log.info({ placement: id, kind, refused: refusal.code }, 'a coupon of a placement was refused');
  return { answer: 'refused', words: words(refusal.text.zh, refusal.text.en) };
}

async function isKnown(ctx: Ctx, her: Her, placement: PlacementRow, key: string): Promise<boolean> {
  const { rows } = await sql`select from placements.showing s where ${sameShowing(her, placement, key)}`.execute(
    ctx.db,
  );
  return rows.length > 0;
}

const sameShowing = ({ personNo }: Her, { no }: PlacementRow, key: string) =>
  sql<boolean>`s.person_no = ${personNo} and s.placement_no = ${no} and s.key = ${key}`;

const herRow = ({ personNo }: Her, { no }: PlacementRow) =>
  sql<boolean>`placement_no = ${no} and person_no = ${personNo}`;

/** One that is there already is left as it is. `met` is held. Here an arm of an experiment has been seen: it is on her screen, or she acts on it. */
async function addShowing(
  ctx: Ctx,
  { experiments, her }: { readonly experiments: Experiments; readonly her: Her },
  placement: PlacementRow,
  { key, page }: Act,
  met: MetRow,
): Promise<void> {
  const { arm, placement: shownAs } = (await asHers(ctx, experiments, her, [placement]))(placement);
  if (arm !== null)
    await running.expose(ctx, { ...her, tester: met.tester }, arm.of, { arm: arm.at, about: calledBy(placement.name) });
  const { shown, day, onDay } = shownOnce(met, shanghaiDay(ctx.now()));
  const { rows } = await sql`
    with added as (
      insert into placements.showing (person_no, placement_no, key, page, at, coupon)
      values (${her.personNo}, ${placement.no}, ${key}, ${page}, ${ctx.now()}, ${shownAs.values.coupon}) on conflict do nothing returning key
    ), moved as (
      update placements.met set shown = ${shown}, day = ${day}::date, on_day = ${onDay}
      where ${herRow(her, placement)} and exists (select from added)
    ), counted as (${counting(ctx, met, her.personNo, met.shown === 0 ? ['shown', 'people'] : ['shown'], sql`added`)})
    select key from added
  `.execute(ctx.db);
  if (rows.length === 0 || met.shown > 0) return;
  ctx.emit(placementShown, { personNo: her.personNo, payload: toldOf(her, placement, { page }) });
}

function toldOf({ memberId }: Her, { id, name, kind }: PlacementRow, { page }: Pick<Act, 'page'>) {
  return { memberId, placementId: id, name, kind, page };
}

async function mustFind(ctx: Ctx, id: string): Promise<PlacementRow> {
  const placement = (await findPlacements(ctx, [id])).get(id);
  if (placement === undefined) throw placementErrors.error('not_found', { id });
  return placement;
}
