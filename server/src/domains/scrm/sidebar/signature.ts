import { randomBytes } from 'node:crypto';
import type { Ctx } from '../../../platform/ctx.ts';
import { platformErrors } from '../../../platform/platform-errors.ts';
import { jsSignature } from '../../../wechat/index.ts';
import { readCorp, wecomOf } from '../corp/corp.ts';

/** Signs in one page of ours to the JS-SDK: of another's we sign nothing. */
export async function signPage(ctx: Ctx, url: string) {
  if (!URL.canParse(url) || new URL(url).origin !== new URL(ctx.config.publicUrl).origin)
    throw platformErrors.error('bad_input', { what: 'url' });
  const tickets = await (await wecomOf(ctx)).jsTickets();
  const { corpid, agentid } = await readCorp(ctx);
  const sign = (ticket: string) =>
    jsSignature({
      ticket,
      nonceStr: randomBytes(8).toString('hex'),
      timestamp: Math.floor(ctx.now().getTime() / 1000),
      url,
    });
  return { corpid, agentid, corp: sign(tickets.corp), agent: sign(tickets.agent) };
}
