import { randomBytes } from 'node:crypto';
import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { DAY_MS, shanghaiTime } from '../../../../platform/calendar.ts';
import { echoQuery } from '../../../../wechat/index.ts';
import { callbackKeys } from '../../corp/corp.ts';
import { bad, check, good, unsure } from '../check.ts';

const PATIENCE_MS = 3000;
/** WeCom asks for an answer within this when the address is saved. Source: document/path/90930 */
const ECHO_MS = 1000;

/** The address, asked from here as WeCom asks it when it is saved: through the shop's own gateway, certificate and name. */
export const echo = check({
  key: 'echo',
  words: words('回调地址', 'Address for callbacks'),
  after: [],
  look: async ({ ctx }) => {
    const keys = await callbackKeys(ctx);
    const address = `${ctx.config.publicUrl}/wechat/wecom/callback`;
    if (keys === null) return unsure(words('还没有接入企业', 'No corp is connected yet'));
    const text = randomBytes(8).toString('hex');
    const began = performance.now();
    const answer = await ask(`${address}?${echoQuery(keys, text, ctx.now())}`);
    const ms = Math.round(performance.now() - began);
    if (typeof answer === 'string')
      return bad(
        words(`打不开 ${address}（${answer}）`, `${address} cannot be opened (${answer})`),
        words(
          '检查域名解析、证书和反向代理：这个路径要原样转到活水，域名要备案',
          'Look at DNS, certificate and reverse proxy: this path has to reach Huoshui as it is, and the domain to be filed',
        ),
      );
    if (answer.status !== 200 || answer.text !== text)
      return bad(
        words(
          `${address} 没有原样回显，返回了 HTTP ${answer.status}`,
          `${address} did not give the text back, but HTTP ${answer.status}`,
        ),
        words(
          '反向代理改了内容或拦下了：不要登录、不要跳转、不要加页头页尾，查询参数要原样带上',
          'A proxy changed or stopped it: no login, no redirect, nothing added, and the query passed on as it is',
        ),
      );
    if (ms > ECHO_MS)
      return bad(
        words(`回显用了 ${ms} 毫秒，企业微信只等 1 秒`, `The echo took ${ms} ms; WeCom waits for a second`),
        words(
          '服务器或网关太慢：看负载，或把网关移近',
          'Server or gateway are too slow: look at the load, or move the gateway nearer',
        ),
      );
    return good(words(`${address} 原样回显，${ms} 毫秒`, `${address} gave the text back in ${ms} ms`));
  },
});

async function ask(url: string): Promise<{ readonly status: number; readonly text: string } | string> {
  try {
    const answer = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(PATIENCE_MS) });
    return { status: answer.status, text: await answer.text() };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : null;
    return cause || (error instanceof Error ? error.message : String(error));
  }
}

type Pushes = { readonly lastAt: Date | null; readonly refusedAt: Date | null; readonly missed: number };

/** Whether WeCom's own pushes arrive and are signed with the Token that is kept here: shown by what came. */
export const pushes = check({
  key: 'pushes',
  words: words('企业微信的推送', 'What WeCom pushes'),
  after: ['echo'],
  look: async ({ ctx }) => {
    const since = new Date(ctx.now().getTime() - DAY_MS);
    const { rows } = await sql<Pushes>`
      select (select max(received_at) from platform.callback where source = 'wecom') as last_at,
        (select refused_at from scrm.corp) as refused_at,
        (select count(*)::int from scrm.found where found_at >= ${since} and kind <> 'changed') as missed
    `.execute(ctx.db);
    const { lastAt = null, refusedAt = null, missed = 0 } = rows[0] ?? {};
    if (refusedAt !== null && (lastAt === null || refusedAt > lastAt))
      return bad(
        words(
          `${shanghaiTime(refusedAt)} 来过一次推送，签名对不上`,
          `What was pushed at ${shanghaiTime(refusedAt)} had a wrong signature`,
        ),
        words(
          '把应用「接收消息 → 设置 API 接收」里的 Token 和 EncodingAESKey 复制到「接入企业微信」',
          'Copy Token and EncodingAESKey of the app’s “Receive messages → set API” into “Connect WeCom”',
        ),
      );
    if (missed > 0 && (lastAt === null || lastAt < since))
      return bad(
        words(
          `一天里核对出 ${missed} 处好友变化，一条推送都没有来`,
          `A comparison found ${missed} changes in a day of which nothing was pushed`,
        ),
        words(
          '应用「接收消息 → 设置 API 接收」填上回调地址并保存；再到「客户联系」打开事件接收',
          'Save the address in the app’s “Receive messages → set API”, and switch on the events of customer contact',
        ),
      );
    if (lastAt === null) return unsure(words('还没有收到过推送', 'Nothing was pushed yet'));
    return good(words(`最近一次 ${shanghaiTime(lastAt)}`, `The last at ${shanghaiTime(lastAt)}`));
  },
});
