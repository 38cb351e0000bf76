import { words } from '@huoshui/contracts/words';
import { channel } from '@huoshui/contracts/words/messaging';
import { accounts } from '../../../members/index.ts';
import type { Channel, Composition, Content, Recipient, Variables } from '../../channel.ts';
import { unfit } from '../../fill.ts';
import { adoptConsents } from './adopt.ts';
import { composeNotice } from './compose-notice.ts';
import { templateIdsOf } from './consent.ts';
import { fieldsFor, miniPrograms, problemOf, wechatTemplateIdFor } from './fields.ts';
import { onChanged } from './on-changed.ts';
import { onSent } from './on-sent.ts';
import { subscriptionRoutes } from './routes.ts';
import { sendNotices } from './send.ts';

const DOCS = 'https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/mp-message-management/subscribe-message';

/** 订阅消息: a notice in WeChat's own list, one for each time she allowed it, to the account that allowed it. */
export const subscribe: Channel = {
  name: 'subscribe',
  words: channel.subscribe,
  seen: words('点开通知、进入小程序时', 'When she enters the mini program through the notice'),
  cost: 0,
  limits: [
    { kind: 'token', source: DOCS, asOf: '2026-11-28' },
    { kind: 'length', of: words('thing 字段', 'thing fields'), max: 20, source: DOCS, asOf: '2026-11-28' },
  ],
  // So many may be in doubt when the process dies between hand-over and answer.
  atOnce: 8,
  fields: fieldsFor,
  problem: problemOf,
  find: async (ctx, asked) => {
    const reached = await accounts.of(
      ctx,
      asked.map((a) => a.personNo),
      miniPrograms(ctx.config).map(({ appid }) => appid),
    );
    return new Map(
      asked.map(({ id, personNo, causeApp }) => {
        const hers = reached.get(personNo) ?? [];
        // The one seen last first, but before it where the cause came from: there she expects to be told.
        const inTurn = [...hers.filter((a) => a.app === causeApp), ...hers.filter((a) => a.app !== causeApp)];
        return [id, inTurn.map(({ no, app, openid }) => ({ address: openid, account: { no, app } }))];
      }),
    );
  },
  may: ({ address }) => (address === null ? 'no_address' : 'ok'),
  idsToAsk: templateIdsOf,
  compose,
  send: sendNotices,
  mounts: {
    routes: subscriptionRoutes,
    prepare: adoptConsents,
    pushed: {
      subscribe_msg_sent_event: async (ctx, event) => onSent(ctx, subscribe, event),
      subscribe_msg_change_event: onChanged,
    },
  },
};

function compose({ template, values }: Content, variables: Variables, { account }: Recipient): Composition {
  const { at, id: wechatTemplateId } = wechatTemplateIdFor(values, account?.app ?? null);
  if (wechatTemplateId === '') return unfit(at, words('没有填写微信模板 ID', 'There is no WeChat template id'));
  return composeNotice({ template, values }, variables, { wechatTemplateId });
}
