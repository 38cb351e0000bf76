import { type Words, words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { MINUTE_MS } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { type Sweep, sweep } from '../../../platform/sweeps.ts';
import { isLater, type Wechat, WechatError } from '../../../wechat/index.ts';
import type { BenefitKinds } from '../../benefits/index.ts';
import { accounts } from '../../members/index.ts';
import { outcomeOf, settleSafety } from './settle.ts';

const AT_ONCE = 20;
const LEASE_MS = 2 * MINUTE_MS;
const PAUSES_MS = [1, 5, 30].map((minutes) => minutes * MINUTE_MS);
/** WeChat has half an hour for a picture; whoever it says nothing of for longer is looked at by somebody. Source: security.mediaCheckAsync, asOf 2026-11-28 */
const PICTURE_MS = 40 * MINUTE_MS;
/** Of 0 to 4: from here on somebody looks at what she writes. Taste. */
const RISKY_RANK = 3;
const LONGEST = 2500;

type Due = {
  readonly no: number;
  readonly reviewId: string;
  readonly addition: boolean;
  readonly subject: 'text' | 'picture' | 'person';
  readonly what: string;
  readonly state: 'waiting' | 'asked';
  readonly tries: number;
  readonly personNo: number;
  readonly text: string;
};

/** Asks WeChat of what waits for its word; no transaction waits for WeChat. */
export const checkSafety = (wechat: Wechat, kinds: BenefitKinds): Sweep =>
  sweep({
    name: 'reviews.safety',
    due: sql`(select min(due_at) from reviews.safety where due_at is not null)`,
    async run(ctx) {
      const due = await claim(ctx);
      for (const one of due) await check(ctx, wechat, kinds, one);
      return due.length;
    },
  });

async function claim(ctx: Ctx): Promise<readonly Due[]> {
  const { rows } = await sql<Due>`
    with due as (
      select no from reviews.safety where due_at <= ${ctx.now()} order by due_at limit ${AT_ONCE} for no key update skip locked
    )
    update reviews.safety s set due_at = ${after(ctx, LEASE_MS)}, tries = s.tries + 1 from due, reviews.review r
    where s.no = due.no and r.id = s.review_id
    returning s.no, s.review_id, s.addition, s.subject, s.what, s.state, s.tries, r.person_no,
      case when s.addition then coalesce(r.added_body, '') else r.body end as text
  `.execute(ctx.db);
  return rows;
}

async function check(ctx: Ctx, wechat: Wechat, kinds: BenefitKinds, due: Due): Promise<void> {
  const fail = async (trouble: Words) => settleSafety(ctx, kinds, due.no, { state: 'failed', trouble });
  if (due.state === 'asked') return fail(words('微信没有给出结果', 'WeChat never said what it found'));
  const apps = wechat.apps.filter(({ kind }) => kind === 'mini_program');
  const [account] =
    (
      await accounts.of(
        ctx,
        [due.personNo],
        apps.map(({ appid }) => appid),
      )
    ).get(due.personNo) ?? [];
  const app = apps.find(({ appid }) => appid === account?.app);
  if (account === undefined || app === undefined)
    return fail(words('她没有用过小程序，微信查不了', 'She was never in the mini program: WeChat cannot check'));
  try {
    const { openid } = account;
    if (due.subject === 'picture') {
      const traceId = await app.checkPicture({ openid, url: new URL(due.what, ctx.config.publicUrl).href });
      await sql`
        update reviews.safety set state = 'asked', trace_id = ${traceId}, due_at = ${after(ctx, PICTURE_MS)}
        where no = ${due.no} and state = 'waiting'
      `.execute(ctx.db);
      return;
    }
    if (due.subject === 'text') {
      const verdict = await app.checkText({ openid, text: [...due.text].slice(0, LONGEST).join('') });
      return await settleSafety(ctx, kinds, due.no, outcomeOf(verdict));
    }
    const rank = await app.riskRank({ openid, ip: due.what });
    await settleSafety(ctx, kinds, due.no, { state: rank >= RISKY_RANK ? 'held' : 'pass', label: rank });
  } catch (error) {
    const pause = PAUSES_MS[due.tries - 1];
    if (isLater(error) && pause !== undefined) return put(ctx, due.no, after(ctx, pause));
    ctx.log.warn({ err: error, review: due.reviewId }, 'WeChat did not check a review');
    await fail(troubleOf(error));
  }
}

function troubleOf(error: unknown): Words {
  if (!(error instanceof WechatError)) return words('微信的回答无法使用', 'WeChat gave no usable answer');
  const { errcode, errmsg } = error;
  if (errcode === 61010)
    return words(
      '她两小时内没有打开过小程序，微信不查',
      'She was not in the mini program in two hours: WeChat does not check',
    );
  if (errcode === 40003) return words('微信不认识她（40003）', 'WeChat does not know her (40003)');
  const said = `${errcode} ${errmsg.slice(0, 80)}`;
  return words(`微信返回 ${said}`, `WeChat answered ${said}`);
}

async function put(ctx: Ctx, no: number, dueAt: Date): Promise<void> {
  await sql`update reviews.safety set due_at = ${dueAt} where no = ${no}`.execute(ctx.db);
}

function after(ctx: Ctx, ms: number): Date {
  return new Date(ctx.now().getTime() + ms);
}
