import type { FastifyInstance } from 'fastify';
import { postNotice } from '../messages/notice.ts';
import { readBody, readParam, readQuery } from '../phone/read.ts';
import { shoppers } from '../phone/shopper.ts';
import { BadInput } from '../world/bad-input.ts';
import { textOf } from '../world/json.ts';
import type { World } from '../world/world.ts';
import { refuseSign } from './messages.ts';
import type { Reports } from './push.ts';
import { allTemplates, verdictOf } from './templates.ts';

const longestReply = 70;
const patienceMs = 5000;

/** Texts on shoppers' phones: what she replies, and where a link in one leads. Below `/sandbox/api`. */
export function mountSmsPhones(app: FastifyInstance, world: World, reports: Reports): void {
  app.post('/shoppers/:id/sms', async (request) => {
    const shopper = world.store.of(shoppers).get(readParam(request, 'id'));
    if (!shopper) throw new BadInput('没有这位模拟顾客', 404);
    const text = (textOf(readBody(request), 'text') ?? '').trim();
    if (text === '' || [...text].length > longestReply) throw new BadInput('回复应为 1 到 70 个字');
    const { signName } = world.credentials.sms;
    // The carrier hears it too: whoever says R gets no promotion of this signature any more.
    if (/^R$/i.test(text)) refuseSign(world, shopper.phoneNumber, signName, true);
    postNotice(world, { shopperId: shopper.id, chat: 'sms', from: null, title: text });
    reports.reply({ phone: shopper.phoneNumber, text });
    return { ok: true };
  });
  app.get('/sms/templates', async () => ({
    templates: allTemplates(world).map((template) => ({ ...template, ...verdictOf(world, template) })),
  }));
  // A browser would follow it; the phone asks where it ends. Only links of the shop are followed.
  app.get('/sms/link', async (request) => {
    const url = readQuery(request).url ?? '';
    if (!url.startsWith(`${world.serverUrl}/s/`)) throw new BadInput('这不是商城的短链接');
    const answer = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(patienceMs) });
    return { status: answer.status, location: answer.headers.get('location') };
  });
}
