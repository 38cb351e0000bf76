import { type Words, words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { DAY_MS, MINUTE_MS } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { type Sweep, sweep } from '../../platform/sweeps.ts';
import { type App, isLater, LINK_DAYS, type Wechat, WechatError } from '../../wechat/index.ts';
import type { CodeRow } from './queries.ts';

/** WeChat takes 5 000 a minute; so many at a time stay far below, and a sheet of thousands is ready in minutes. */
const AT_ONCE = 20;
/** Whoever asked and died is followed after so long. */
const CLAIM_MINUTES = 2;
const LONGEST_PAUSE_MINUTES = 60;
/** A link is renewed so long before WeChat lets it go. */
const RENEW_DAYS = 3;
/** As large as it is printed at 300 dots an inch: 7 cm. */
const PIXELS = 860;
/** Every version has it, so that what is printed leads somewhere for ever; where it leads today the server says. */
const LANDING = 'home/pages/home';

/** What WeChat has not made yet is asked of it, and asked again later where it had no time; a link before it ends. */
/** Has an account make its code for a scene: whoever owns accounts does that. */
export type AccountCodes = (
  ctx: Ctx,
  asked: { readonly account: string; readonly scene: string },
) => Promise<{ readonly picture: Buffer; readonly link: string }>;

export const makeCodes = (wechat: Wechat, accountCodes: AccountCodes): Sweep =>
  sweep({
    name: 'codes.make',
    due: sql`(select min(due_at) from codes.code where due_at is not null)`,
    run: async (ctx) => {
      const claimed = await claim(ctx);
      await Promise.all(claimed.map(async (code) => make(ctx, wechat, accountCodes, code)));
      return claimed.length;
    },
  });

type Claimed = Pick<CodeRow, 'id' | 'kind' | 'scene' | 'name' | 'tries' | 'values'>;

/** No transaction waits for WeChat: the rows are put off, and whoever does not come back is followed. */
async function claim(ctx: Ctx): Promise<Claimed[]> {
  const { rows } = await sql<Claimed>`
    update codes.code c set due_at = ${after(ctx, CLAIM_MINUTES)}, tries = tries + 1
    where id in (
      select id from codes.code where due_at <= ${ctx.now()} order by due_at limit ${AT_ONCE} for no key update skip locked
    )
    returning id, kind, scene, name, tries, values
  `.execute(ctx.db);
  return rows;
}

async function make(ctx: Ctx, wechat: Wechat, accountCodes: AccountCodes, code: Claimed): Promise<void> {
  try {
    if (code.kind === 'official_account') return await ofAccount(ctx, accountCodes, code);
    const app = wechat.apps.find(({ kind }) => kind === 'mini_program');
    if (app === undefined) await refuse(ctx, code.id, words('没有配置小程序', 'No mini program is configured'));
    else if (code.kind === 'mini_program') await draw(ctx, app, code);
    else await link(ctx, app, code);
  } catch (error) {
    if (isLater(error)) return putOff(ctx, code);
    ctx.log.warn({ err: error, code: code.id }, 'WeChat did not make a code');
    await refuse(ctx, code.id, troubleOf(error));
  }
}

async function draw(ctx: Ctx, app: App, { id, scene }: Claimed): Promise<void> {
  const { bytes } = await app.wxacode({ scene, page: LANDING, width: PIXELS });
  const picture = await ctx.files.putImage(await opaque(bytes));
  await sql`
    update codes.code set picture = ${picture}, due_at = null, tries = 0, trouble = null where id = ${id}
  `.execute(ctx.db);
}

async function ofAccount(ctx: Ctx, accountCodes: AccountCodes, { id, scene, values }: Claimed): Promise<void> {
  const made = await accountCodes(ctx, { account: values.account ?? '', scene });
  const picture = await ctx.files.putImage(await opaque(made.picture));
  await sql`
    update codes.code set picture = ${picture}, link = ${made.link}, due_at = null, tries = 0, trouble = null where id = ${id}
  `.execute(ctx.db);
}

/** Without a channel of transparency: a PDF would take each apart, a tenth of a second a code (measured). */
async function opaque(bytes: Buffer): Promise<Buffer> {
  const { default: sharp } = await import('sharp');
  const drawn = sharp(bytes);
  if (!(await drawn.metadata()).hasAlpha) return bytes;
  return drawn.flatten({ background: '#ffffff' }).png().toBuffer();
}

async function link(ctx: Ctx, app: App, { id, kind, scene, name }: Claimed): Promise<void> {
  const asked = { page: LANDING, query: `scene=${scene}` };
  const made = kind === 'url_link' ? await app.urlLink(asked) : await app.shortLink({ ...asked, title: name });
  const endsAt = new Date(ctx.now().getTime() + LINK_DAYS * DAY_MS);
  await sql`
    update codes.code set link = ${made}, link_ends_at = ${endsAt}, tries = 0, trouble = null,
      due_at = case when archived_at is null then ${new Date(endsAt.getTime() - RENEW_DAYS * DAY_MS)}::timestamptz end
    where id = ${id}
  `.execute(ctx.db);
}

async function putOff(ctx: Ctx, { id, tries }: Claimed): Promise<void> {
  const due = after(ctx, Math.min(2 ** (tries - 1), LONGEST_PAUSE_MINUTES));
  await sql`update codes.code set due_at = ${due} where id = ${id}`.execute(ctx.db);
}

async function refuse(ctx: Ctx, id: string, trouble: Words): Promise<void> {
  await sql`update codes.code set due_at = null, trouble = ${JSON.stringify(trouble)}::jsonb where id = ${id}`.execute(
    ctx.db,
  );
}

function troubleOf(error: unknown): Words {
  if (!(error instanceof WechatError))
    return words('微信的回答无法使用，请稍后重新生成', 'WeChat gave no usable answer; try again later');
  if (error.errcode === 48001)
    return words('只有认证服务号能做带参数的二维码', 'Only a certified service account has codes that carry something');
  if (error.errcode === 41030 || error.errcode === 40165)
    return words(
      '小程序还没有发布：先发布带首页的版本，再重新生成',
      'The mini program is not published yet: publish it, then make this again',
    );
  return words(
    `微信返回 ${error.errcode} ${error.errmsg.slice(0, 80)}`,
    `WeChat answered ${error.errcode} ${error.errmsg.slice(0, 80)}`,
  );
}

function after(ctx: Ctx, minutes: number): Date {
  return new Date(ctx.now().getTime() + minutes * MINUTE_MS);
}
