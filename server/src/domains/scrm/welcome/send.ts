import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { gathered } from '../../../platform/gathered.ts';
import { inLanes } from '../../../platform/lanes.ts';
import { OUTBOX_CHANNEL } from '../../../platform/outbox.ts';
import { type Sweep, sweep } from '../../../platform/sweeps.ts';
import { WechatError, WechatUnreachable, type Wecom } from '../../../wechat/index.ts';
import { type BenefitKinds, type GrantOutcome, type GrantRequest, grant } from '../../benefits/index.ts';
import { findMembers, standings } from '../../members/index.ts';
import { wecomOf } from '../corp/corp.ts';
import { saidOf, UNLINKED } from '../corp/said-of.ts';
import { friendWelcomed } from '../events.ts';
import { CARD_TITLE, WELCOME_GIFT } from '../her-words.ts';
import { cardPicture } from './card-picture.ts';
import { type Welcoming, welcomingOf } from './default-welcome.ts';

/** So many go out in one lane: WeCom refuses too many at once (45033), at a number that it keeps to itself. */
const [AT_ONCE, LANES] = [24, 2];
/** Whoever is not at WeCom's by then might be late on its clock: half a second for the way there. Not measured. */
const MARGIN_MS = 500;
const AGAIN_MS = 1000;
const DELIVERED = 41051;
const OVER = 41050;
/** Definite answers that say „not now“: another app of the corp sends, busy, too many at once. */
const LATER = [-1, 41096, 45009, 45033];
/** Where her coupons lie. */
const WALLET = 'coupons/pages/wallet';

type Taken = {
  readonly code: string;
  readonly friendId: string;
  readonly deadline: Date;
  /** Null: the shop says nothing any more to who came by no code. */
  readonly values: Welcoming | null;
  /** Null, as its id: she came by none. */
  readonly way: string | null;
  readonly wayId: string | null;
  readonly memberId: string | null;
  readonly personNo: number | null;
  readonly userid: string;
  readonly staff: string | null;
};
type Outcome = {
  readonly state: 'waiting' | 'sent' | 'late' | 'refused' | 'unknown';
  readonly trouble: unknown;
  /** It went with its card. */
  readonly card?: boolean;
  /** What WeCom refused of it with. */
  readonly answered?: number;
};

/**
 * Sends welcomes. One is claimed before it is sent and never claimed again: a process that dies in between leaves `sending`, of
 * which nobody knows whether it arrived, and which nobody sends again. Only a definite refusal goes back to wait.
 */
export function sendWelcomes(benefits: BenefitKinds): Sweep {
  return sweep({
    name: 'scrm.welcomes',
    due: sql`(select min(due_at) from scrm.welcome where due_at is not null)`,
    run: async (ctx) => inLanes(LANES, async () => sendSome(ctx, benefits)),
  });
}

async function sendSome(ctx: Ctx, benefits: BenefitKinds): Promise<number> {
  const taken = await take(ctx);
  if (taken.length === 0) return 0;
  const [wecom, buyers] = [wecomOf(ctx), buyersOf(ctx, taken)];
  const hasCoupons = taken.some(({ memberId, values }) => memberId !== null && (values?.coupon ?? null) !== null);
  const picture = hasCoupons ? cardPicture.id(ctx) : Promise.resolve(null);
  // Each attempt says what became of it.
  for (const asked of [wecom, buyers, picture]) asked.catch(() => undefined);
  const kit = { benefits, wecom, buyers, picture };
  await Promise.all(
    taken.map(async (one) => settleTogether(ctx, { taken: one, outcome: await attempt(ctx, kit, one) })),
  );
  return taken.length;
}

async function take(ctx: Ctx): Promise<readonly Taken[]> {
  const now = ctx.now();
  // What died while it was being sent is told as unknown once its time is over.
  await sql`
    update scrm.welcome set state = 'unknown', due_at = null where state = 'sending' and due_at <= ${now} and deadline < ${now}
  `.execute(ctx.db);
  const { rows } = await sql<Taken>`
    with held as (
      select code from scrm.welcome where state = 'waiting' and due_at <= ${now} order by due_at limit ${AT_ONCE} for update skip locked
    )
    update scrm.welcome w set state = 'sending', due_at = w.deadline + interval '1 second'
    from held join scrm.welcome asked on asked.code = held.code join scrm.friend f on f.id = asked.friend_id
    join scrm.customer c on c.external_userid = f.external_userid left join scrm.contact_way y on y.id = asked.contact_way_id
    where w.code = held.code
    returning w.code, w.friend_id, w.deadline, y.values, y.name as way, y.id as way_id, c.member_id, c.person_no, f.userid,
      (select s.name from scrm.staff s where s.userid = f.userid) as staff
  `.execute(ctx.db);
  const welcoming = rows.some(({ wayId }) => wayId === null) ? await welcomingOf(ctx) : null;
  return rows.map((row) => (row.wayId === null ? { ...row, values: welcoming?.(row.userid) ?? null } : row));
}

type Buyer = { readonly id: string; readonly personNo: number; readonly hasBought: boolean };
/** Of all that were taken at once. */
type Kit = {
  readonly benefits: BenefitKinds;
  readonly wecom: Promise<Wecom>;
  /** Who of them are members, by the ids that are kept of them. */
  readonly buyers: Promise<ReadonlyMap<string, Buyer>>;
  /** Of the card that a coupon comes with; null while none lies ready. */
  readonly picture: Promise<string | null>;
};

async function buyersOf(ctx: Ctx, taken: readonly Taken[]): Promise<ReadonlyMap<string, Buyer>> {
  const ids = taken.flatMap(({ memberId }) => memberId ?? []);
  if (ids.length === 0) return new Map();
  const members = await findMembers(ctx, ids);
  const orders = await standings.orderCounts(
    ctx,
    [...members.values()].map(({ personNo }) => personNo),
  );
  return new Map(
    [...members].map(([kept, { id, personNo }]) => [
      kept,
      { id, personNo, hasBought: (orders.get(personNo) ?? 0) > 0 },
    ]),
  );
}

async function attempt(ctx: Ctx, { benefits, wecom: corp, buyers, picture }: Kit, taken: Taken): Promise<Outcome> {
  const inTime = () => ctx.now().getTime() + MARGIN_MS < taken.deadline.getTime();
  const { values } = taken;
  if (!inTime()) return { state: 'late', trouble: null };
  if (values === null) return { state: 'refused', trouble: SWITCHED_OFF };
  try {
    const buyer = (await buyers).get(taken.memberId ?? '');
    const { text, given } = await compose(ctx, benefits, { ...taken, values, buyer });
    const wecom = await corp;
    const mediaId = given ? await picture : null;
    const [app] = ctx.config.wechat.apps;
    const card = mediaId === null ? null : { title: CARD_TITLE, mediaId, appid: app.appid, page: WALLET };
    if (!inTime()) return { state: 'late', trouble: null };
    return await sendWith(wecom, taken.code, text, card);
  } catch (error) {
    return outcomeOf(error);
  }
}

const SWITCHED_OFF = words('默认欢迎语刚关掉', 'The default welcome was just switched off');

type Card = Parameters<Wecom['sendWelcome']>[0]['card'];

/** Where the mini program is not linked to the corp the words go without the card: the refusal says that nothing was sent. */
async function sendWith(wecom: Wecom, code: string, text: string, card: Card): Promise<Outcome> {
  try {
    await wecom.sendWelcome({ code, text, card });
    return { state: 'sent', trouble: null, card: card !== null };
  } catch (error) {
    if (card === null || !(error instanceof WechatError) || !UNLINKED.includes(error.errcode)) throw error;
    await wecom.sendWelcome({ code, text, card: null });
    return { state: 'sent', trouble: saidOf(error), answered: error.errcode };
  }
}

function outcomeOf(error: unknown): Outcome {
  const trouble = saidOf(error);
  if (error instanceof WechatError) {
    if (error.errcode === DELIVERED) return { state: 'sent', trouble: null };
    if (error.errcode === OVER) return { state: 'late', trouble };
    return { state: LATER.includes(error.errcode) ? 'waiting' : 'refused', trouble, answered: error.errcode };
  }
  // Not a byte of it left: nothing arrived. Anything else may have.
  if (error instanceof WechatUnreachable) return { state: error.handedOver ? 'unknown' : 'waiting', trouble };
  return { state: 'refused', trouble };
}

/** What she reads, and the coupon that is hers by then: given once, whatever becomes of the message. */
async function compose(
  ctx: Ctx,
  benefits: BenefitKinds,
  { friendId, buyer, values, way, wayId }: Taken & { readonly values: Welcoming; readonly buyer: Buyer | undefined },
) {
  const bought = buyer?.hasBought === true;
  const text = bought ? (values.welcomeBought ?? values.welcome) : values.welcome;
  const { coupon, couponFor } = values;
  if (buyer === undefined || coupon === null || (couponFor === 'not_bought' && bought)) return { text, given: false };
  const { outcome } = await grantTogether(ctx, {
    benefits,
    request: {
      memberId: buyer.id,
      personNo: buyer.personNo,
      package: [{ kind: 'coupon', templateId: coupon }],
      because: {
        ...(wayId === null
          ? { kind: 'welcome', id: 'default', label: words('默认欢迎语的券', 'Coupon of the default welcome') }
          : {
              kind: 'contact_way',
              id: wayId,
              label: words(`活码「${way}」的欢迎券`, `Welcome of the contact way “${way}”`),
            }),
        said: WELCOME_GIFT,
      },
      key: `welcome:${friendId}`,
    },
  });
  return { text, given: outcome === 'granted' || outcome === 'repeated' };
}

type Grant = { readonly benefits: BenefitKinds; readonly request: GrantRequest };

/** The coupons of one moment are given at once; one that cannot be keeps nobody else's back. */
const grantTogether = gathered<Grant, GrantOutcome>({
  async work(ctx, asked) {
    const [first] = asked;
    return first === undefined ? [] : grant(ctx, first.benefits, { grants: asked.map(({ request }) => request) });
  },
  lingerMs: 1,
  most: LANES * AT_ONCE,
  lanes: 1,
  // Each is given once by its key.
  isCertain: () => true,
});

type Attempted = { readonly taken: Taken; readonly outcome: Outcome };

/** What came of those that end at one moment is written and told at once. */
const settleTogether = gathered<Attempted, true>({
  async work(ctx, attempted) {
    await inTransaction(ctx, async (ctx) => {
      const ours = await write(ctx, attempted);
      for (const { taken, outcome } of attempted) {
        if (outcome.state !== 'sent' || !ours.has(taken.code)) continue;
        const { memberId, personNo, friendId, userid, staff, wayId, way } = taken;
        const payload = {
          memberId: memberId ?? '',
          friendId,
          userid,
          staff: staff ?? userid,
          contactWayId: wayId ?? '',
          way: way ?? '',
        };
        ctx.emit(friendWelcomed, { personNo, payload: { ...payload, card: outcome.card ?? false } });
      }
    });
    return attempted.map(() => true);
  },
  lingerMs: 1,
  most: LANES * AT_ONCE,
  lanes: 1,
  // Done again it changes nothing.
  isCertain: () => true,
});

/** Which of them were ours to write: nobody else may say what came of one, the claim is ours alone. */
async function write(ctx: Ctx, attempted: readonly Attempted[]): Promise<ReadonlySet<string>> {
  const [now, later] = [ctx.now(), new Date(ctx.now().getTime() + AGAIN_MS)];
  const told = attempted.map(({ taken: { code }, outcome: { state, trouble, card = false, answered = null } }) => ({
    ...{ code, state, trouble, card, answered },
  }));
  const { rows } = await sql<{ code: string }>`
    with settled as (
      update scrm.welcome w set state = r.state, trouble = r.trouble, refused_code = r.answered, card = r.card,
        due_at = case when r.state = 'waiting' then ${later}::timestamptz end, sent_at = case when r.state = 'sent' then ${now}::timestamptz end
      from jsonb_to_recordset(${JSON.stringify(told)}::jsonb) as r (code text, state text, trouble jsonb, card boolean, answered int)
      where w.code = r.code and w.state = 'sending' returning w.code
    ), woken as (select pg_notify(${OUTBOX_CHANNEL}, ${ctx.requestId.slice(0, 3)}) from settled limit 1)
    select code from settled left join woken on true
  `.execute(ctx.db);
  return new Set(rows.map(({ code }) => code));
}
