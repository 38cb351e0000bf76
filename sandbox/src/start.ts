import Fastify, { type FastifyInstance } from 'fastify';
import { cardEndpoints } from './cards/endpoints.ts';
import { linkEndpoints } from './codes/links.ts';
import { wxacodeEndpoint } from './codes/wxacode.ts';
import { mountEvents } from './control/events.ts';
import { mountPage } from './control/page.ts';
import { mountControl } from './control/routes.ts';
import { phoneNumberEndpoint } from './login/phone-number.ts';
import { checkSessionEndpoint, oauthEndpoint, resetSessionEndpoint, sessionEndpoint } from './login/session.ts';
import { stableTokenEndpoint, tokenEndpoint } from './login/token.ts';
import { templateListEndpoint } from './messages/list.ts';
import { sendEndpoint } from './messages/send.ts';
import type { MpEndpoint } from './mp/endpoint.ts';
import { mountMp } from './mp/routes.ts';
import { mountAccountPictures } from './official-account/codes.ts';
import { accountEndpoints } from './official-account/endpoints.ts';
import { mountAccountPhones } from './official-account/phone.ts';
import { type AccountPush, openAccountPush } from './official-account/push.ts';
import { mountSubscriptions } from './official-account/subscriptions.ts';
import { fundBillEndpoint, tradeBillEndpoint } from './pay/bills.ts';
import { certificatesEndpoint } from './pay/certificates.ts';
import type { Pay, PayEndpoint } from './pay/endpoint.ts';
import { favorEndpoints } from './pay/favor/endpoints.ts';
import { openNotifier } from './pay/notifier.ts';
import { prepayEndpoint } from './pay/prepay.ts';
import { productCouponEndpoints } from './pay/product-coupon/endpoints.ts';
import { closeEndpoint, queryByOutTradeNo, queryByTransactionId } from './pay/query.ts';
import { createRefundEndpoint, queryRefundEndpoint } from './pay/refund.ts';
import { mountPay } from './pay/routes.ts';
import { settleRefunds } from './pay/settle-refunds.ts';
import { merchantTransferEndpoints, settleMerchantTransfers } from './pay/transfer.ts';
import { mountPhone } from './phone/routes.ts';
import { mediaLooks, safetyEndpoints } from './safety/safety.ts';
import { carriersEndpoint } from './shipping/carriers.ts';
import { autoConfirm } from './shipping/confirm.ts';
import { getOrderEndpoint, orderListEndpoint } from './shipping/get-order.ts';
import { remindShipping } from './shipping/remind.ts';
import { tradeEndpoints } from './shipping/trade.ts';
import { uploadShippingEndpoint } from './shipping/upload.ts';
import { mountSmsPhones } from './sms/phone.ts';
import { openReports, type Reports } from './sms/push.ts';
import { mountSms } from './sms/routes.ts';
import { sendActions } from './sms/send.ts';
import { templateActions } from './sms/templates.ts';
import { agentEndpoint } from './wecom/agent.ts';
import { appMessageEndpoint } from './wecom/app-messages.ts';
import { contactWayEndpoints } from './wecom/contact-ways.ts';
import { customerEndpoints } from './wecom/customers.ts';
import type { WecomEndpoint } from './wecom/endpoint.ts';
import { groupEndpoints } from './wecom/group-endpoints.ts';
import { mountGroupPhones, mountGroupPictures } from './wecom/group-phone.ts';
import { groupWelcomeEndpoints } from './wecom/group-welcomes.ts';
import { joinWayEndpoints } from './wecom/join-ways.ts';
import { massEndpoints } from './wecom/mass/endpoints.ts';
import { mountMassPhones } from './wecom/mass/phone.ts';
import { mediaEndpoints } from './wecom/media.ts';
import { lookMomentEndpoints } from './wecom/moments/look.ts';
import { makeMomentEndpoints } from './wecom/moments/make.ts';
import { mountMomentPhones } from './wecom/moments/phone.ts';
import { peopleEndpoints } from './wecom/people.ts';
import { mountWecomPhones, mountWecomPictures } from './wecom/phone.ts';
import { type Deliver, openDeliver } from './wecom/push.ts';
import { mountCodeReader } from './wecom/read-code.ts';
import { mountWecom } from './wecom/routes.ts';
import { mountSidebar, sidebarEndpoints } from './wecom/sidebar.ts';
import { tagEndpoints } from './wecom/tags.ts';
import { tokenEndpoint as wecomToken } from './wecom/token.ts';
import { mountToolbar } from './wecom/toolbar.ts';
import { settleTransfers, transferEndpoints } from './wecom/transfer.ts';
import { welcomeEndpoint } from './wecom/welcome.ts';
import { BadInput } from './world/bad-input.ts';
import { openWorld, type WorldOptions } from './world/world.ts';

/** Everything that plays api.weixin.qq.com. */
const mpEndpoints = (accounts: AccountPush): readonly MpEndpoint[] => [
  tokenEndpoint(),
  stableTokenEndpoint(),
  sessionEndpoint(),
  oauthEndpoint,
  checkSessionEndpoint,
  resetSessionEndpoint,
  phoneNumberEndpoint,
  wxacodeEndpoint(),
  ...linkEndpoints(),
  ...safetyEndpoints(),
  orderListEndpoint,
  sendEndpoint(),
  templateListEndpoint,
  uploadShippingEndpoint,
  getOrderEndpoint,
  carriersEndpoint,
  ...tradeEndpoints,
  ...cardEndpoints,
  ...accountEndpoints(accounts),
];

/** Everything that plays api.mch.weixin.qq.com. */
const payEndpoints: readonly PayEndpoint[] = [
  prepayEndpoint,
  queryByOutTradeNo,
  queryByTransactionId,
  closeEndpoint,
  createRefundEndpoint,
  queryRefundEndpoint,
  certificatesEndpoint,
  tradeBillEndpoint,
  fundBillEndpoint,
  ...merchantTransferEndpoints,
  ...favorEndpoints,
  ...productCouponEndpoints,
];

/** Everything that plays qyapi.weixin.qq.com. */
const wecomEndpoints = (): readonly WecomEndpoint[] => [
  wecomToken(),
  agentEndpoint,
  ...peopleEndpoints,
  ...contactWayEndpoints,
  ...customerEndpoints,
  ...tagEndpoints,
  ...groupEndpoints,
  ...joinWayEndpoints,
  ...groupWelcomeEndpoints,
  ...sidebarEndpoints(),
  welcomeEndpoint,
  ...transferEndpoints,
  ...mediaEndpoints,
  appMessageEndpoint(),
  ...massEndpoints,
  ...makeMomentEndpoints(),
  ...lookMomentEndpoints,
];

/** Everything that answers as a platform does, by the address it stands at: counted, and each called once, in a test. */
export function served(): readonly { readonly at: string; readonly method: string; readonly path: string }[] {
  const of = (at: string, endpoints: readonly { readonly method: string; readonly path: string }[]) =>
    endpoints.map(({ method, path }) => ({ at, method, path }));
  const sms = [...templateActions, ...sendActions({ promise: () => {} })];
  return [
    ...of('/mp', mpEndpoints({ duty: { next: () => null, run: async () => {} }, now: async () => {} })),
    ...of('/pay', payEndpoints),
    ...of('/wecom', wecomEndpoints()),
    ...of(
      '',
      sms.map(({ name }) => ({ method: 'POST', path: `/?Action=${name}` })),
    ),
  ];
}

/** What is being answered when the sandbox stops has this long. */
const graceMs = 1000;

export type Sandbox = { readonly url: string; readonly close: () => Promise<void> };

/** Opens the world in `dir` and serves it on a loopback port (0 = a free one). What was pending goes on at once. */
export async function startSandbox(options: WorldOptions & { readonly port: number }): Promise<Sandbox> {
  const world = await openWorld(options);
  const notifier = openNotifier(world);
  const pay: Pay = { world, notifier };
  const deliver = openDeliver(world);
  const reports = openReports(world);
  const accounts = openAccountPush(world);
  const app = Fastify({ exposeHeadRoutes: false, routerOptions: { maxParamLength: 200 } });

  // Bodies stay text: signatures are over the raw bytes, and a broken body is answered in the platform's own words.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  app.addHook('onError', async (_request, _reply, error) => {
    if (!(error instanceof BadInput)) options.onError?.(error);
  });
  await app.register(async (scope) => mountMp(scope, world, mpEndpoints(accounts)), { prefix: '/mp' });
  await app.register(async (scope) => mountPay(scope, pay, payEndpoints), { prefix: '/pay' });
  await app.register(async (scope) => mountWecom(scope, world, wecomEndpoints()), { prefix: '/wecom' });
  await app.register(async (scope) => mountApi(scope, pay, deliver, reports, accounts), { prefix: '/sandbox/api' });
  mountWecomPictures(app, world);
  mountGroupPictures(app, world);
  mountAccountPictures(app, world);
  mountSms(app, world, [...sendActions(reports), ...templateActions]);
  await mountPage(app, world);

  const url = await app.listen({ port: options.port, host: '127.0.0.1' });
  world.schedule.add(settleRefunds(pay));
  world.schedule.add(settleMerchantTransfers(pay));
  world.schedule.add(notifier.duty);
  world.schedule.add(deliver.duty);
  world.schedule.add(reports.duty);
  world.schedule.add(accounts.duty);
  world.schedule.add(settleTransfers(world, deliver));
  world.schedule.add(mediaLooks(world));
  world.schedule.add(autoConfirm(world));
  world.schedule.add(remindShipping(world));
  return {
    url,
    close: async () => {
      // Browsers keep sockets open on which they never asked anything; those do not count as idle and would hold us.
      const force = setTimeout(() => app.server.closeAllConnections(), graceMs);
      await app.close();
      clearTimeout(force);
      world.close();
    },
  };
}

function mountApi(app: FastifyInstance, pay: Pay, deliver: Deliver, reports: Reports, accounts: AccountPush): void {
  app.setErrorHandler(async (error, _request, reply) => {
    if (error instanceof BadInput) {
      return reply.code(error.status).send({ error: { code: 'sandbox.bad_input', message: error.message } });
    }
    throw error;
  });
  app.setNotFoundHandler(async (_request, reply) => {
    return reply.code(404).send({ error: { code: 'sandbox.not_found', message: '沙箱没有这个接口' } });
  });
  mountPhone(app, pay);
  mountWecomPhones(app, pay.world, deliver);
  mountCodeReader(app, pay.world);
  mountGroupPhones(app, pay.world, deliver);
  mountMassPhones(app, pay.world);
  mountMomentPhones(app, pay.world);
  mountToolbar(app, pay.world);
  mountSidebar(app, pay.world);
  mountSmsPhones(app, pay.world, reports);
  mountAccountPhones(app, pay.world, accounts);
  mountSubscriptions(app, pay.world, accounts);
  mountControl(app, pay);
  mountEvents(app, pay.world);
}
