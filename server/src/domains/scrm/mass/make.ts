import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import type { MassRequest, Wecom } from '../../../wechat/index.ts';
import { grantToMany } from '../../benefits/index.ts';
import { MASS_GIFT } from '../her-words.ts';
import { cardPicture } from '../welcome/card-picture.ts';
import { foreignId, giftKey, type OutcomeKit, recount, settleTargets } from './outcome.ts';
import type { Taken } from './queries.ts';

const PAGES = {
  coupon: 'coupons/pages/wallet',
  home: 'home/pages/home',
  product: 'catalog/pages/product',
  activity: 'activities/pages/activity',
} as const;

type Row = { readonly target: string; readonly personNo: number | null; readonly memberId: string | null };

/**
 * Before WeCom is asked: whoever may not be told now is left out, who gets a coupon has it, and what is about to be asked for is written
 * down, all in one. False: not now, or there is nobody left.
 */
export async function prepareTask(ctx: Ctx, kit: OutcomeKit, task: Taken): Promise<boolean> {
  return inTransaction(ctx, async (ctx) => {
    const { rows: held } = await sql`
      select from scrm.mass_task where id = ${task.id} and state = 'waiting' and tries = ${task.tries} for no key update
    `.execute(ctx.db);
    if (held.length === 0) return false;
    const rows = await targetsOf(ctx, task, 'planned');
    const persons = rows.flatMap(({ personNo }) => personNo ?? []);
    const { leftOut, quietUntil } = await kit.entrusted.judge(ctx, persons);
    // Her phone would ring in the night, and she would send it there and then.
    if (quietUntil !== null) {
      await sql`update scrm.mass_task set due_at = ${quietUntil}, tries = 0 where id = ${task.id}`.execute(ctx.db);
      return false;
    }
    const away = new Map<number, string>();
    for (const [reason, nos] of leftOut) for (const no of nos) away.set(no, reason);
    const without = await withoutCoupon(
      ctx,
      kit,
      task,
      rows.filter((row) => !isAway(away, row)),
    );
    for (const no of without) away.set(no, 'no_coupon');
    await leaveOut(ctx, task, away);
    const left = rows.filter((row) => !isAway(away, row));
    const known = left.flatMap(({ personNo, memberId }) =>
      personNo === null || memberId === null ? [] : [{ personNo, memberId }],
    );
    await kit.entrusted.hand(
      ctx,
      {
        templateKey: task.massId,
        title: task.mass,
        text: task.values.text,
        page: pageOf(task),
        because: { kind: 'mass', id: task.massId, label: words(`群发「${task.mass}」`, `Mass send “${task.mass}”`) },
      },
      known.map((one) => ({
        ...one,
        key: `mass:${task.massId}:${one.personNo}`,
        foreignId: foreignId(task.id, one.personNo),
      })),
    );
    await sql`
      update scrm.mass_target set state = 'offered' where mass_no = ${task.massNo} and userid = ${task.userid} and part = ${task.part} and state = 'planned'
    `.execute(ctx.db);
    const nobody = left.length === 0;
    await sql`
      update scrm.mass_task set state = ${nobody ? 'done' : 'creating'}, asked_at = ${ctx.now()}, due_at = case when ${nobody} then null else due_at end
      where id = ${task.id}
    `.execute(ctx.db);
    await recount(ctx, task);
    return !nobody;
  });
}

const isAway = (away: ReadonlyMap<number, string>, { personNo }: Row): boolean =>
  personNo !== null && away.has(personNo);

export async function targetsOf(
  ctx: Ctx,
  { massNo, userid, part }: Taken,
  state: 'planned' | 'offered',
): Promise<readonly Row[]> {
  const { rows } = await sql<Row>`
    select target, person_no, member_id from scrm.mass_target
    where mass_no = ${massNo} and userid = ${userid} and part = ${part} and state = ${state} order by target
  `.execute(ctx.db);
  return rows;
}

/** Who of them cannot be given the coupon: told of nothing that she does not have. */
async function withoutCoupon(ctx: Ctx, kit: OutcomeKit, task: Taken, rows: readonly Row[]): Promise<readonly number[]> {
  const { coupon } = task.values;
  if (coupon === null) return [];
  const to = rows.flatMap(({ personNo, memberId }) =>
    personNo === null || memberId === null ? [] : [{ personNo, memberId }],
  );
  const outcomes = await grantToMany(ctx, kit.benefits, {
    item: { kind: 'coupon', templateId: coupon },
    because: {
      kind: 'mass',
      id: task.massId,
      label: words(`群发「${task.mass}」的券`, `Coupon of the mass send “${task.mass}”`),
      said: MASS_GIFT,
    },
    budgetId: null,
    to,
    keyOf: ({ personNo }) => giftKey(task.massId, personNo),
  });
  return to.flatMap(({ personNo }) =>
    ['granted', 'repeated'].includes(outcomes.get(personNo) ?? '') ? [] : [personNo],
  );
}

async function leaveOut(ctx: Ctx, { massNo, massId }: Taken, away: ReadonlyMap<number, string>): Promise<void> {
  if (away.size === 0) return;
  await sql`
    with gone as (
      update scrm.mass_target t set state = 'left_out', reason = given.reason
      from unnest(${[...away.keys()]}::int[], ${[...away.values()]}::text[]) as given (person_no, reason)
      where t.mass_no = ${massNo} and t.person_no = given.person_no and t.state = 'planned' returning given.reason
    ), counted as (select reason, count(*)::int as count from gone group by reason)
    update scrm.mass m set left_out = m.left_out || (
      select jsonb_object_agg(reason, count + coalesce((m.left_out->>reason)::int, 0)) from counted
    ) where m.id = ${massId} and exists (select from counted)
  `.execute(ctx.db);
}

/** Asks WeCom for it, once; answers its id. Whoever does not know what came of it finds out first (`findMade`). */
export async function askWecom(ctx: Ctx, kit: OutcomeKit, wecom: Wecom, task: Taken): Promise<string> {
  const rows = await targetsOf(ctx, task, 'offered');
  const made = await wecom.createMass(await requestOf(ctx, task, rows));
  const refused = made.refused.map((target) => ({ target, outcome: 'failed' as const, by: null, at: null }));
  for (let start = 0; start < refused.length; start += 1000)
    await settleTargets(ctx, kit, task, refused.slice(start, start + 1000));
  return made.msgid;
}

async function requestOf(ctx: Ctx, task: Taken, rows: readonly Row[]): Promise<MassRequest> {
  const { values, userid } = task;
  const mediaId = values.card === 'none' ? null : await cardPicture.id(ctx);
  if (values.card !== 'none' && mediaId === null) throw new Error('the picture of cards does not lie ready yet');
  const [app] = ctx.config.wechat.apps;
  return {
    chatType: values.to === 'groups' ? 'group' : 'single',
    sender: userid === '' ? null : userid,
    targets: rows.map(({ target }) => target),
    text: values.text,
    card: mediaId === null ? null : { title: values.title ?? '', mediaId, appid: app.appid, page: pageOf(task) },
  };
}

function pageOf({ id, values }: Taken): string {
  const { card, product, activity, page } = values;
  if (card === 'none') return '';
  // A message of a journey names its page itself.
  if (page !== undefined) return `${page}${page.includes('?') ? '&' : '?'}m=${id}`;
  const shown = card === 'product' ? product : card === 'activity' ? (activity ?? null) : null;
  const query = new URLSearchParams({ ...(shown === null ? {} : { id: shown }), m: id });
  return `${PAGES[card]}?${query}`;
}

/** How far apart our clock and WeCom's may be. */
const SKEW_MS = 60_000;

/**
 * Whether it was made by somebody who never heard so: WeCom knows no key, so what was made since then is looked through for the same text, given to
 * the very customers of this part. Null: it was not.
 */
export async function findMade(ctx: Ctx, wecom: Wecom, task: Taken): Promise<string | null> {
  const since = new Date((task.askedAt ?? ctx.now()).getTime() - SKEW_MS);
  const chatType = task.values.to === 'groups' ? 'group' : 'single';
  const made = await wecom.massesMade(chatType, since, new Date(ctx.now().getTime() + SKEW_MS));
  const alike = made.filter(({ text }) => text === task.values.text);
  if (alike.length === 0) return null;
  const { rows: known } = await sql<{ msgid: string }>`
    select msgid from scrm.mass_task where msgid = any(${alike.map(({ msgid }) => msgid)}::text[])
  `.execute(ctx.db);
  const taken = new Set(known.map(({ msgid }) => msgid));
  const hers = new Set((await targetsOf(ctx, task, 'offered')).map(({ target }) => target));
  for (const { msgid } of alike) {
    if (taken.has(msgid)) continue;
    for (const { userid } of await wecom.massSenders(msgid)) {
      // Every customer is in one part alone: the first that is of it settles it.
      const { results } = await wecom.massResults(msgid, userid);
      if (results.some(({ target }) => hers.has(target))) return msgid;
    }
  }
  return null;
}
