import type { activityContract } from '@huoshui/contracts/activities';
import type { RouteOut } from '@huoshui/contracts/contract';
import { joinWords, plainWords, type Words, words } from '@huoshui/contracts/words';
import type { RewardState } from '@huoshui/contracts/words/activities';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import type { Names } from '../../platform/form/form.ts';
import { maskName } from '../../platform/mask-name.ts';
import { findByPersonNo } from '../members/index.ts';
import { type ActivityRow, stateOf } from './activity.ts';
import { CHOICE_DAYS, type CommonValues, giftsOf, perDayWords, tierWords } from './activity-form.ts';
import { showBargain } from './bargain/show.ts';
import { waitsOf } from './capacity/waiting.ts';
import { readActivity } from './change-activity.ts';
import { isOpen } from './choose-gift.ts';
import { showLottery } from './draws/show.ts';
import { type EntryRow, entriesOf } from './entries.ts';
import { activityErrors } from './errors.ts';
import { showFlashSale, turnsOf } from './flash-sale/show.ts';
import { goodsOfMany, goodsShown } from './goods.ts';
import { helpingOf, readInvitation } from './help.ts';
import type { IsFor } from './is-for.ts';
import type { LiveNow } from './live.ts';
import { type Her, meet } from './met.ts';
import { playOf } from './plays.ts';
import { sumsOf } from './progress.ts';
import { findTerms, type Terms } from './queries.ts';
import { joiningOf } from './take-part.ts';

type Listed = RouteOut<(typeof activityContract)['GET /api/shop/activities']>['items'][number];
type Shown = Omit<Listed, 'turn'>;
type ActivityPage = RouteOut<(typeof activityContract)['GET /api/shop/activities/:id']>;
type ShopTier = ActivityPage['tiers'][number];

const MOST_HELPERS = 50;

export type Ports = { readonly live: LiveNow; readonly isFor: IsFor };

/** Those that are shown to her now. Whoever comes to one for the first time is drawn into an arm, whether she sees it or not. */
export async function listForHer(ctx: Ctx, ports: Ports, her: Her): Promise<Listed[]> {
  return presentMany(ctx, await shownToHer(ctx, ports, her));
}

/** The same, each with its goods: for pages. */
export async function shelfForHer(ctx: Ctx, ports: Ports, her: Her) {
  const shown = await shownToHer(ctx, ports, her);
  const [items, goods] = [await presentMany(ctx, shown), await goodsOfMany(ctx, shown)];
  return shown.flatMap((activity, at) => {
    const item = items[at];
    return item === undefined ? [] : [{ ...item, goods: goods(activity) }];
  });
}

/** What is on or about to begin, for her: whoever is held out of one is shown none of it. */
export async function shownToHer(ctx: Ctx, { live, isFor }: Ports, her: Her): Promise<ActivityRow[]> {
  const open = (await live(ctx)).filter((one) => ['warm_up', 'running'].includes(stateOf(one, ctx.now())));
  if (open.length === 0) return [];
  const entries = await entriesOf(ctx, her.personNo, open);
  const forHer: ActivityRow[] = [];
  for (const one of open) if (entries.has(one.no) || (await isFor(ctx, one, her.personNo))) forHer.push(one);
  const armOf = await inTransaction(ctx, async (ctx) =>
    meet(
      ctx,
      forHer.map((activity) => ({ ...her, activity })),
    ),
  );
  return forHer.filter(({ no }) => entries.has(no) || armOf(her.personNo, no).treated);
}

async function presentMany(ctx: Ctx, shown: readonly ActivityRow[]): Promise<Listed[]> {
  if (shown.length === 0) return [];
  const names = await namesOf(ctx, shown);
  const turns = await turnsOf(ctx, shown);
  return shown.map((one) => ({ ...present(ctx, one, names), turn: turns.get(one.no) ?? null }));
}

/**
 * The page of one, with what is hers, and the friend whose invitation she opened. Throws `activities.not_found`, also while it is a draft,
 * and `no_such_entry`.
 */
export async function showActivity(
  ctx: Ctx,
  isFor: IsFor,
  her: Her,
  { id, entry: entryId }: { readonly id: string; readonly entry: string | undefined },
): Promise<ActivityPage> {
  const activity = await readActivity(ctx, id);
  if (activity.state === 'draft') throw activityErrors.error('not_found', { id });
  const mine = (await entriesOf(ctx, her.personNo, [activity])).get(activity.no);
  const { joining } = await inTransaction(ctx, async (ctx) => joiningOf(ctx, isFor, her, activity, mine));
  const invitation = entryId === undefined ? null : await readInvitation(ctx, entryId);
  if (invitation !== null && invitation.activity.id !== id)
    throw activityErrors.error('no_such_entry', { id: entryId });
  const friend = invitation?.entry.no === mine?.no ? null : invitation;
  const held = [mine, friend?.entry].flatMap((entry) => entry ?? []);
  const [sums, terms] = [
    await sumsOf(
      ctx,
      held.map(({ no }) => no),
    ),
    await findTerms(ctx, held),
  ];
  const hold = mine === undefined ? activity : terms(mine.activityNo, mine.version);
  const play = playOf(activity.play);
  const sum = mine === undefined ? 0 : (sums.get(mine.no) ?? 0);
  return {
    ...present(ctx, activity, await namesOf(ctx, [activity])),
    stoppedBecause: activity.stoppedBecause,
    rules: rulesOf(activity, hold),
    joining,
    waits: joining === 'not_for_her' ? null : await waitsOf(ctx, her, activity),
    friends: Boolean(play.helps?.(hold.own)),
    lottery: await showLottery(ctx, activity, mine),
    bargain: await showBargain(ctx, activity, { mine, friend: friend?.entry }),
    flash: await showFlashSale(ctx, her, activity, joining),
    tiers: await tiersOf(ctx, { ...hold, play: activity.play }, mine, sum),
    goods: await goodsShown(ctx, activity),
    mine: mine === undefined ? null : { id: mine.id, sum, said: play.said(sum), helpers: await helpersOf(ctx, mine) },
    friend:
      friend === null
        ? null
        : {
            id: friend.entry.id,
            name: await nameOf(ctx, friend.entry.personNo),
            sum: sums.get(friend.entry.no) ?? 0,
            said: play.said(sums.get(friend.entry.no) ?? 0),
            helping: (await helpingOf(ctx, her, friend)).helping,
          },
  };
}

function present(ctx: Ctx, activity: ActivityRow, names: Names): Shown {
  const { id, play, name, startsAt, endsAt, values } = activity;
  const brings = bringsOf(activity, names);
  return {
    ...{ id, play, name },
    state: stateOf(activity, ctx.now()),
    startsAt: startsAt.toISOString(),
    endsAt: endsAt.toISOString(),
    brings: values.text === null ? brings : plainWords(values.text),
  };
}

function bringsOf({ play, values, own }: ActivityRow, names: Names): Words {
  const [tier] = values.tiers;
  if (tier !== undefined) return tierWords(playOf(play), tier, names);
  const chance = playOf(play).draws?.(own);
  if (chance === undefined) return playOf(play).says(own)[0] ?? plainWords('');
  const { prizes } = chance;
  const best = names('benefit', prizes[0]?.gift ?? '') ?? words('礼品', 'a gift');
  return words(`抽「${best.zh}」等 ${prizes.length} 种奖品`, `Draw “${best.en}” or another of ${prizes.length} prizes`);
}

/** Of all that they give. */
async function namesOf(ctx: Ctx, rows: readonly (Terms & Pick<ActivityRow, 'play'>)[]): Promise<Names> {
  const gifts = rows
    .flatMap(({ play, values, own }) => [...values.tiers, ...(playOf(play).draws?.(own).prizes ?? [])].flatMap(giftsOf))
    .map((id) => ({ at: '', of: 'benefit' as const, id }));
  return ctx.names(ctx, gifts);
}

/** What holds for her, in plain words. */
function rulesOf({ play, endsAt }: ActivityRow, { values, own }: Terms): ActivityPage['rules'] {
  const { places, perDay } = values;
  const gives = values.tiers.length > 0 || playOf(play).draws !== undefined;
  const last = new Date(endsAt.getTime() - 1);
  const day = `${last.toLocaleDateString('sv-SE', { timeZone: 'Asia/Shanghai' })}`;
  return [
    words(`活动到 ${day} 结束`, `It ends on ${day}`),
    ...playOf(play).says(own),
    ...(gives ? [givenRule(values)] : []),
    ...(values.tiers.some((tier) => giftsOf(tier).length > 1)
      ? [
          words(
            `可以任选的奖品挑好再发，活动结束 ${CHOICE_DAYS} 天后还没挑就发第一样`,
            `Where you may choose, a gift is given once you chose; ${CHOICE_DAYS} days after the end it is the first`,
          ),
        ]
      : []),
    ...(places === null ? [] : [words(`限 ${places} 人参加`, `For ${places} people`)]),
    ...perDayWords(playOf(play), perDay),
    gives
      ? words(
          '退款、退货会扣回进度和还没用的奖品',
          'Refunds take back what they counted for, and gifts that are not used yet',
        )
      : words('要退款请在订单里申请售后', 'To give it back, ask for a refund of the order'),
  ];
}

function givenRule({ pays, payDays }: CommonValues): Words {
  return pays === 'at_once'
    ? words('奖品自动到账', 'Gifts are yours at once')
    : words(
        `活动结束 ${payDays ?? 0} 天后统一发放，退款的不计入`,
        `Given ${payDays ?? 0} days after the end; what was given back does not count`,
      );
}

async function tiersOf(
  ctx: Ctx,
  hold: Terms & Pick<ActivityRow, 'play'>,
  mine: EntryRow | undefined,
  sum: number,
): Promise<ShopTier[]> {
  const { play, values } = hold;
  const names = await namesOf(ctx, [hold]);
  const { rows } = await sql<{ tier: number; state: RewardState; chosen: number | null }>`
    select tier, state, chosen from activities.reward where entry_no = ${mine?.no ?? null}
  `.execute(ctx.db);
  const rewards = new Map(rows.map((row) => [row.tier, row]));
  return values.tiers.map((of, tier) => {
    const { state = null, chosen = null } = rewards.get(tier) ?? {};
    const gifts = giftsOf(of).map((gift) => names('benefit', gift) ?? words('礼品', 'a gift'));
    // Given without a choice of hers, it was the first.
    const one = gifts.length === 1 || state === 'given' ? (chosen ?? 0) : chosen;
    return {
      ...{ at: of.at, need: playOf(play).said(of.at), gifts, chosen: one, reached: sum >= of.at, state },
      label: gifts[one ?? -1] ?? joinWords(gifts, words(' / ', ' / ')),
      canChoose: gifts.length > 1 && isOpen(state),
    };
  });
}

/** Who helped, the latest first. */
async function helpersOf(ctx: Ctx, { no }: EntryRow) {
  const { rows } = await sql<{ helperNo: number; amount: number; at: Date }>`
    select p.helper_no, p.amount, p.at from activities.progress p where p.entry_no = ${no} and p.helper_no is not null
      and not exists (select from activities.progress b where b.entry_no = p.entry_no and b.key = regexp_replace(p.key, '^add:', 'back:') and b.key <> p.key)
    order by p.at desc, p.key limit ${MOST_HELPERS}
  `.execute(ctx.db);
  const members = await findByPersonNo(
    ctx,
    rows.map(({ helperNo }) => helperNo),
  );
  return rows.map(({ helperNo, amount, at }) => ({
    name: maskName(members.get(helperNo)?.nickname ?? ''),
    amount,
    at: at.toISOString(),
  }));
}

async function nameOf(ctx: Ctx, personNo: number): Promise<string | null> {
  return maskName((await findByPersonNo(ctx, [personNo])).get(personNo)?.nickname ?? '');
}
