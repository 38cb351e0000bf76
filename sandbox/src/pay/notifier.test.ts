import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { at, isSignedByPlatform, type Merchant, type TestSandbox, testMerchant, testSandbox } from '../testing.ts';
import { retrySeconds } from './notifier.ts';
import { answerCashier, decrypt, payOrder, placeOrder, queryOrder, signatureOf } from './testing.ts';

let sandbox: TestSandbox;
let merchant: Merchant;
beforeAll(async () => {
  sandbox = await testSandbox();
});
afterAll(async () => sandbox.close());

/** Each case has its own merchant, so that nothing pending from another one is counted. */
beforeEach(async () => {
  await sandbox.faults({ notify: 'normal', signTest: false, payKey: 'public-key' });
  merchant = await testMerchant();
  return async () => {
    await merchant.close();
  };
});

describe('a notification', () => {
  test('is signed, encrypted, and says what the query says', async () => {
    for (const payKey of ['public-key', 'certificate']) {
      await sandbox.faults({ payKey });
      const paid = await payOrder(sandbox, merchant);
      const received = merchant.received.at(-1);
      if (!received) throw new Error('no notification');
      expect(isSignedByPlatform(sandbox.credentials, signatureOf(received), received.text)).toBe(true);
      expect(received.body).toMatchObject({
        event_type: 'TRANSACTION.SUCCESS',
        resource_type: 'encrypt-resource',
        summary: '支付成功',
      });
      expect(at(received.body, 'resource', 'original_type')).toBe('transaction');
      expect(decrypt(sandbox.credentials.apiV3Key, received.body)).toEqual(await queryOrder(sandbox, paid.outTradeNo));
    }
    expect(merchant.received).toHaveLength(2);
  });

  test('may arrive before the payer’s call ends: the call does not wait for it unless asked', async () => {
    merchant.answer('silence');
    const { order, prepayId } = await placeOrder(sandbox, merchant);
    const started = performance.now();
    expect(await answerCashier(sandbox, order.shopperId, prepayId, { answer: 'pay' })).toBe('requestPayment:ok');
    expect(performance.now() - started).toBeLessThan(2000);
    await merchant.until(1);
  });
});

describe('the retry ladder', () => {
  test('a refused notification comes again after 15 s, 15 s, 30 s … on the moved clock, the same id, until it is accepted', async () => {
    merchant.answer(500);
    await payOrder(sandbox, merchant);
    const counts: number[] = [];
    for (const seconds of [14, 2, 15, 30, 180]) {
      await sandbox.moveClock(seconds * 1000);
      counts.push(merchant.received.length);
    }
    expect(counts).toEqual([1, 2, 3, 4, 5]);
    merchant.answer(200);
    await sandbox.moveClock(600_000);
    await sandbox.moveClock(86_400_000);
    expect(merchant.received).toHaveLength(6);
    expect(new Set(merchant.received.map(({ body }) => body.id)).size).toBe(1);
  });

  test('a leap over the whole ladder tries sixteen times in all and then gives up', async () => {
    expect(retrySeconds.reduce((sum, seconds) => sum + seconds, 0)).toBe(24 * 3600 + 4 * 60);
    merchant.answer(500);
    await payOrder(sandbox, merchant);
    await sandbox.moveClock(2 * 86_400_000);
    expect(merchant.received).toHaveLength(1 + retrySeconds.length);
    await sandbox.moveClock(86_400_000);
    expect(merchant.received).toHaveLength(1 + retrySeconds.length);
  });

  test('the clock tells when the next thing is due, and a redirect is no acceptance', async () => {
    merchant.answer(302);
    await payOrder(sandbox, merchant);
    const { now, nextDueAt } = (await sandbox.api('GET', '/clock')).body;
    const waitMs = new Date(String(nextDueAt)).getTime() - new Date(String(now)).getTime();
    expect(waitMs).toBeGreaterThan(10_000);
    expect(waitMs).toBeLessThanOrEqual(15_000);
    merchant.answer(204);
    await sandbox.moveClock(15_000);
    expect((await sandbox.api('GET', '/state')).body.pendingNotifications).toBe(0);
  });

  test('what was pending goes on after a restart', async () => {
    merchant.answer(500);
    const paid = await payOrder(sandbox, merchant);
    await sandbox.restart();
    merchant.answer(204);
    await sandbox.moveClock(20_000);
    await merchant.until(2);
    expect(decrypt(sandbox.credentials.apiV3Key, merchant.received[1]?.body ?? {}).out_trade_no).toBe(paid.outTradeNo);
  });
});

describe('faults', () => {
  test('lost: the merchant hears nothing, but a query tells', async () => {
    await sandbox.faults({ notify: 'lost' });
    const paid = await payOrder(sandbox, merchant);
    await sandbox.moveClock(2 * 86_400_000);
    expect(merchant.received).toHaveLength(0);
    expect((await queryOrder(sandbox, paid.outTradeNo)).trade_state).toBe('SUCCESS');
  });

  test('delayed and late: the first attempt comes after so many seconds or minutes', async () => {
    await sandbox.faults({ notify: 'delayed', notifyDelaySeconds: 20 });
    await payOrder(sandbox, merchant);
    await sandbox.moveClock(18_000);
    expect(merchant.received).toHaveLength(0);
    await sandbox.moveClock(2_000);
    expect(merchant.received).toHaveLength(1);
    await sandbox.faults({ notify: 'late', notifyLateMinutes: 45 });
    await payOrder(sandbox, merchant);
    await sandbox.moveClock(44 * 60_000);
    expect(merchant.received).toHaveLength(1);
    await sandbox.moveClock(60_000);
    expect(merchant.received).toHaveLength(2);
  });

  test('doubled: the same notification twice at once', async () => {
    await sandbox.faults({ notify: 'doubled' });
    await payOrder(sandbox, merchant);
    expect(merchant.received).toHaveLength(2);
    expect(merchant.received[0]?.body.id).toBe(merchant.received[1]?.body.id);
  });

  test('shuffled: within so many seconds, and not in the order in which they were paid', async () => {
    await sandbox.faults({ notify: 'shuffled', notifyDelaySeconds: 600 });
    const paid: string[] = [];
    for (let n = 0; n < 6; n += 1) paid.push((await payOrder(sandbox, merchant)).outTradeNo);
    for (let minute = 0; minute < 10; minute += 1) await sandbox.moveClock(61_000);
    const came = merchant.received.map(({ body }) => decrypt(sandbox.credentials.apiV3Key, body).out_trade_no);
    expect(came.toSorted()).toEqual(paid.toSorted());
    expect(came).not.toEqual(paid);
  });

  test('a SIGNTEST probe comes first with a signature that must not verify; accepting it is told in the log', async () => {
    await sandbox.faults({ signTest: true });
    await payOrder(sandbox, merchant);
    const [probe, real] = merchant.received.map(signatureOf);
    expect(probe?.signature).toMatch(/^WECHATPAY\/SIGNTEST\//);
    expect(merchant.received).toHaveLength(2);
    const verified = [probe, real].map((headers, i) => {
      return headers && isSignedByPlatform(sandbox.credentials, headers, merchant.received[i]?.text ?? '');
    });
    expect(verified).toEqual([false, true]);
    expect((await sandbox.api('GET', '/log')).text).toContain('SIGNTEST_ACCEPTED');
  });
});
