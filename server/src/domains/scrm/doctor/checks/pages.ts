import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { DAY_MS } from '../../../../platform/calendar.ts';
import { textOrNull } from '../../../../wechat/index.ts';
import { wecomOf } from '../../corp/corp.ts';
import { saidOfCode, UNLINKED } from '../../corp/said-of.ts';
import { bad, check, good, unsure } from '../check.ts';

/** The tickets that pages in WeCom sign themselves in with. */
export const tickets = check({
  key: 'tickets',
  words: words('侧边栏签名（jsapi_ticket）', 'Signature of the sidebar (jsapi_ticket)'),
  after: ['app'],
  look: async ({ probe }) => {
    await probe.get('get_jsapi_ticket');
    await probe.get('ticket/get', { type: 'agent_config' });
    return good(words('企业和应用的 ticket 都拿到了', 'Tickets of corp and app were given'));
  },
});

/** Signatures count on the trusted domain of the app alone. */
export const domain = check({
  key: 'domain',
  words: words('可信域名', 'Trusted domain'),
  after: ['app'],
  look: async ({ ctx, probe, agentid }) => {
    const host = new URL(ctx.config.publicUrl).host;
    const trusted = textOrNull(await probe.get('agent/get', { agentid }), 'redirect_domain');
    if (trusted === host) return good(words(`可信域名是 ${host}`, `The trusted domain is ${host}`));
    return bad(
      trusted === null
        ? words('应用没有设置可信域名', 'The app has no trusted domain')
        : words(`应用的可信域名是 ${trusted}，商城在 ${host}`, `The app trusts ${trusted}, the shop is at ${host}`),
      words(
        `管理后台 → 应用管理 → 打开这个应用 → 网页授权及 JS-SDK → 设置可信域名 ${host}，并完成归属校验`,
        `Console → apps → open the app → web authorization and JS-SDK: set ${host}, and prove that it is yours`,
      ),
    );
  },
});

const WITHIN_DAYS = 30;

/** No call says which mini programs are linked to a corp: what became of the last card does. */
export const miniProgram = check({
  key: 'mini_program',
  words: words('关联小程序', 'The linked mini program'),
  after: ['token'],
  look: async ({ ctx }) => {
    const since = new Date(ctx.now().getTime() - WITHIN_DAYS * DAY_MS);
    const { rows } = await sql<{ card: boolean; code: number | null }>`
      select card, refused_code as code from scrm.welcome
      where event_at >= ${since} and (card or refused_code = any(${[...UNLINKED]}::int[]))
      order by sent_at desc nulls last limit 1
    `.execute(ctx.db);
    const [last] = rows;
    const [app] = ctx.config.wechat.apps;
    if (last?.card === true) return good(words('最近的小程序卡片发到了', 'The last card arrived'));
    if (last?.code != null)
      return bad(
        words(`小程序 ${app.appid} 的卡片被拒绝了`, `A card of the mini program ${app.appid} was refused`),
        saidOfCode(UNLINKED[0] ?? 0),
      );
    return unsure(
      words(
        `${WITHIN_DAYS} 天里没有发过小程序卡片，看不出来`,
        `No card was sent in ${WITHIN_DAYS} days: nothing shows it`,
      ),
    );
  },
});

/** Customers looked at: one who uses WeCom herself has no unionid. */
const LOOKED_AT = 5;

/** The same person in the mall and in WeCom: known by the unionid alone. */
export const unionid = check({
  key: 'unionid',
  words: words('绑定开放平台（unionid）', 'Open Platform (unionid)'),
  after: ['callable'],
  look: async ({ ctx }) => {
    const { rows } = await sql<{ external: string }>`
      select external_userid as external from scrm.friend where ended_at is null order by added_at desc limit ${LOOKED_AT}
    `.execute(ctx.db);
    if (rows.length === 0) return unsure(words('还没有好友，看不出来', 'There is no friend yet: nothing shows it'));
    const wecom = await wecomOf(ctx);
    for (const { external } of rows)
      if ((await wecom.customer(external))?.unionid != null)
        return good(
          words('好友带着 unionid，能认出是哪位会员', 'Friends come with a unionid: members are known by it'),
        );
    return bad(
      words(`最近 ${rows.length} 位好友都没有 unionid`, `None of the last ${rows.length} friends has a unionid`),
      words(
        '管理后台 → 客户联系 → API → 绑定微信开放平台账号（认证过、同一主体），小程序也要绑到同一个账号',
        'Console → customer contact → API: bind the certified Open Platform account of the same company, and bind the mini program to it as well',
      ),
    );
  },
});
