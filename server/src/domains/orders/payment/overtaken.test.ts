import { beforeEach, describe, expect, it } from 'vitest';
import type { Wechat } from '../../../wechat/index.ts';
import { cancelOrder } from '../cancel.ts';
import { bookMismatches, testSources } from '../testing.ts';
import { openPayment, type Payer } from './open.ts';
import { payingShop, stopped } from './testing.ts';

// Between our note that a payment is being opened and WeChat's answer the order may be cancelled, or opened by another
// account of hers. WeChat Pay is made to stop exactly there: nothing here depends on who is faster.

const shop = await payingShop();
const { app, sandbox } = shop;
const { wechat } = app.running;
const [first, second] = app.config.wechat.apps.map(({ appid }) => appid);

type Account = { readonly payer: Payer; readonly token: string };
let she: { readonly shopperId: string; readonly memberId: string; readonly here: Account; readonly there: Account };
let orderId: string;
let number: string;

beforeEach(async () => {
  const { id: shopperId } = await sandbox('POST /shoppers', {});
  const { accounts } = Object(await sandbox(`GET /shoppers/${shopperId}`));
  const enter = async (appid: string | undefined) => {
    const { code } = await sandbox(`POST /shoppers/${shopperId}/login-code`, { appid });
    const { body } = await app.call('POST /api/shop/session', { body: { code, app: appid } });
    const { openid } = accounts.find((account: { appid: string }) => account.appid === appid);
    return { memberId: body.member.id, token: body.token, payer: { app: String(appid), openid: String(openid) } };
  };
  const [here, there] = [await enter(first), await enter(second)];
  she = { shopperId, memberId: here.memberId, here, there };
  const address = {
    name: '张三',
    phone: '13800138000',
    province: '上海市',
    city: '上海市',
    district: '徐汇区',
    street: '1 号',
  };
  const { body } = await app.call('POST /api/shop/addresses', { token: here.token, body: address });
  const placed = await shop.place({ token: here.token, addressId: body.id });
  [orderId, number] = [placed.order.id, placed.number];
});

/** Opened on a server to which WeChat Pay is this one. A refusal is answered by its code. */
async function open({ payer }: Account, pay: Wechat = wechat) {
  const ctx = app.as({ kind: 'system' });
  try {
    return { sheet: await openPayment(ctx, { wechat: pay, offerSources: testSources }, orderId, payer) };
  } catch (error) {
    return { refusal: Object(error).code };
  }
}

/** Payment numbers of the order that somebody who has their sheet could still pay. */
async function living(): Promise<string[]> {
  const numbers = [number, ...[2, 3, 4].map((attempt) => `${number}-${attempt}`)];
  const told = await Promise.all(numbers.map(async (outTradeNo) => wechat.pay.query({ outTradeNo })));
  return told.flatMap((one) => (one?.state === 'NOTPAY' ? [one.outTradeNo] : []));
}

async function isPaidBy(account: Account, { sheet }: { sheet?: object }): Promise<boolean> {
  const answer = await shop.paySheet(she.shopperId, sheet ?? {}, account.payer.app);
  return answer.errMsg === 'requestPayment:ok';
}

describe.each(['asked', 'answered'] as const)('while WeChat has yet to be %s for a payment', (when) => {
  it('another account takes it over: the first gets no sheet, and only the second can pay', async () => {
    const slow = stopped(wechat, 'prepay', when);
    const late = open(she.here, slow.wechat);
    await slow.reached;
    const taken = await open(she.there);
    expect(await living()).toEqual([`${number}-2`]);
    slow.goOn();
    expect(await late).toEqual({ refusal: 'orders.opened_elsewhere' });
    expect(await living()).toEqual([`${number}-2`]);
    expect(await isPaidBy(she.there, taken)).toBe(true);
    expect(await shop.stateOf(orderId)).toBe('paid');
  });

  it('another account takes it over and pays: the first is told so', async () => {
    const slow = stopped(wechat, 'prepay', when);
    const late = open(she.here, slow.wechat);
    await slow.reached;
    expect(await isPaidBy(she.there, await open(she.there))).toBe(true);
    slow.goOn();
    expect(await late).toEqual({ refusal: 'orders.already_paid' });
    expect(await living()).toEqual([]);
  });

  it('the order is cancelled: no sheet of it is handed out and none can be paid', async () => {
    const slow = stopped(wechat, 'prepay', when);
    const late = open(she.here, slow.wechat);
    await slow.reached;
    expect((await shop.cancel(she.here, orderId)).body.state).toBe('cancelled');
    slow.goOn();
    expect(await late).toEqual({ refusal: 'orders.already_cancelled' });
    expect(await living()).toEqual([]);
  });
});

describe('a payment opened between closing the number before and the next word', () => {
  it('is closed by the account that takes over', async () => {
    const slow = stopped(wechat, 'prepay', 'asked');
    const early = open(she.here, slow.wechat);
    await slow.reached;
    const taking = stopped(wechat, 'close', 'answered');
    const late = open(she.there, taking.wechat);
    await taking.reached;
    slow.goOn();
    const sheets = [await early];
    taking.goOn();
    sheets.push(await late);
    expect(await living()).toEqual([`${number}-2`]);
    const [shut = {}, open_ = {}] = sheets;
    expect(await isPaidBy(she.here, shut)).toBe(false);
    expect(await isPaidBy(she.there, open_)).toBe(true);
  });

  it('is closed by who cancels', async () => {
    const slow = stopped(wechat, 'prepay', 'asked');
    const opening = open(she.here, slow.wechat);
    await slow.reached;
    const closing = stopped(wechat, 'close', 'answered');
    const cancelling = cancelOrder(app.ctx, { wechat: closing.wechat, offerSources: testSources }, orderId, 'shopper');
    await closing.reached;
    slow.goOn();
    const sheet = await opening;
    closing.goOn();
    await cancelling;
    expect(await living()).toEqual([]);
    expect(await isPaidBy(she.here, sheet)).toBe(false);
  });
});

describe('a number that is closed at WeChat and not here', () => {
  it('is followed by one new number, though she opens it on two phones at once', async () => {
    await open(she.here);
    await wechat.pay.close(number);
    // Both are told that the number is closed; one has noted the next and not brought it to WeChat when the other goes on.
    const [noted, told] = [stopped(wechat, 'prepay', 'asked', 2), stopped(wechat, 'prepay', 'asked')];
    const [one, other] = [open(she.here, noted.wechat), open(she.here, told.wechat)];
    await noted.reached;
    await told.reached;
    told.goOn();
    const sheets = [await other];
    noted.goOn();
    sheets.push(await one);
    expect(await living()).toEqual([`${number}-2`]);
    for (const { refusal } of sheets) expect(refusal).toBeUndefined();
    const [last = {}] = sheets;
    expect(await isPaidBy(she.here, last)).toBe(true);
  });
});

it('leaves books that add up', async () => {
  await app.settle();
  expect(await bookMismatches(app.ctx)).toEqual([]);
});
