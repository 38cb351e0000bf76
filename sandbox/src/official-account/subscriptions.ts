import type { FastifyInstance } from 'fastify';
import { answerGrant, forgetAnswer, grantOf } from '../messages/grant.ts';
import { templateOf, templates } from '../messages/template.ts';
import { readBody, readParam } from '../phone/read.ts';
import { type Shopper, shoppers } from '../phone/shopper.ts';
import { BadInput } from '../world/bad-input.ts';
import type { OfficialAccount } from '../world/credentials.ts';
import { textOf } from '../world/json.ts';
import type { World } from '../world/world.ts';
import { accountOf, capabilitiesOf } from './account.ts';
import { type AccountPush, tellAccount } from './push.ts';

/** What she may subscribe to where an account shows it (图文里的订阅组件, wx-open-subscribe). Below `/sandbox/api`. */
export function mountSubscriptions(app: FastifyInstance, world: World, push: AccountPush): void {
  const named = (id: string, appid: string): { readonly shopper: Shopper; readonly account: OfficialAccount } => {
    const [shopper, account] = [world.store.of(shoppers).get(id), accountOf(world, appid)];
    if (!shopper) throw new BadInput('没有这位模拟顾客', 404);
    if (!account) throw new BadInput('没有这个公众号', 404);
    if (!capabilitiesOf(account).includes('notice')) throw new BadInput('这个公众号没有订阅通知', 409);
    return { shopper, account };
  };

  app.get('/shoppers/:id/accounts/:appid/subscriptions', async (request) => {
    const { shopper, account } = named(readParam(request, 'id'), readParam(request, 'appid'));
    return {
      subscriptions: templates.flatMap(({ key, title }) => {
        const templateId = account.templates[key];
        if (templateId === undefined) return [];
        const { left, always } = grantOf(world, shopper.id, templateId);
        return [{ key, templateId, title, left, refused: always === 'reject' }];
      }),
    };
  });

  /** `{templateId, answer: accept | reject}`: the dialog, once. Her answer is told to the account. */
  app.post('/shoppers/:id/accounts/:appid/subscriptions', async (request) => {
    const { shopper, account } = named(readParam(request, 'id'), readParam(request, 'appid'));
    const { templateId, answer } = readAnswer(account, readBody(request));
    answerGrant(world, shopper.id, templateId, answer, false);
    const inner = [{ TemplateId: templateId, SubscribeStatusString: answer, PopupScene: '2' }];
    await tellAccount(world, push, account, shopper, {
      ...{ MsgType: 'event', Event: 'subscribe_msg_popup_event', SubscribeMsgPopupEvent: { inner } },
    });
    return { ok: true };
  });

  /** `{templateId, answer}`: in the settings of WeChat, until she changes it again; what was allowed ends with a no. */
  app.put('/shoppers/:id/accounts/:appid/subscriptions', async (request) => {
    const { shopper, account } = named(readParam(request, 'id'), readParam(request, 'appid'));
    const { templateId, answer } = readAnswer(account, readBody(request));
    if (answer === 'reject') answerGrant(world, shopper.id, templateId, 'reject', true);
    else forgetAnswer(world, shopper.id, templateId);
    const inner = [{ TemplateId: templateId, SubscribeStatusString: answer }];
    await tellAccount(world, push, account, shopper, {
      ...{ MsgType: 'event', Event: 'subscribe_msg_change_event', SubscribeMsgChangeEvent: { inner } },
    });
    return { ok: true };
  });
}

function readAnswer(account: OfficialAccount, body: Parameters<typeof textOf>[0]) {
  const [templateId, answer] = [textOf(body, 'templateId') ?? '', textOf(body, 'answer')];
  if (!templateOf(account, templateId)) throw new BadInput('没有这个模板', 404);
  if (answer !== 'accept' && answer !== 'reject') throw new BadInput('answer 只能是 accept、reject');
  return { templateId, answer } as const;
}
