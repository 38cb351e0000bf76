import { sql } from 'kysely';
import { beforeAll, expect, it, vi } from 'vitest';
import { createProduct } from '../../src/domains/catalog/testing.ts';
import { distributionBook } from '../../src/domains/distribution/domain.ts';
import { announcePaid, announceReceived, distributionTest } from '../../src/domains/distribution/testing.ts';
import { signedInAgain } from '../../src/domains/members/testing.ts';
import { payingShop, type TestPayer } from '../../src/domains/orders/payment/testing.ts';
import { DAY_MS } from '../../src/platform/calendar.ts';
import { newId } from '../../src/platform/ids.ts';
import { getSetting, putSetting } from '../../src/platform/settings.ts';
import { shopSettings } from '../../src/platform/shop-settings.ts';

const { app, payer, sandbox, faults } = await payingShop();
const { ctx } = app;
vi.setConfig({ testTimeout: 300_000 });
const { admin, sound, shop, rules, plan, distributor, opens, money } = distributionTest(app);
let productId = '';

beforeAll(async () => {
  productId = (await createProduct(ctx, { price: 50_00, stock: 500 })).id;
  await plan();
  const stored = await getSetting(ctx, shopSettings);
  await putSetting(ctx, shopSettings, { ...stored, order: { ...stored.order, refundDays: 0 } });
  await rules({
    ...{ withdraw: true, withdrawLeast: 1_00, withdrawMost: 200_00, withdrawDay: 300_00, withdrawReview: 150_00 },
    ...{ join: 'application', lockBy: 'last', lockDays: 300 },
  });
});

type Earner = TestPayer & { readonly dst: string; readonly code: string };

/** A distributor with so many fen in her balance, and a phone. */
async function earner(fen: number): Promise<Earner> {
  const person = await payer();
  const her = { ...person, ...(await distributor(person)) };
  const customer = await payer();
  await opens(customer, her.code);
  const order = await announcePaid(ctx, customer, [{ productId, quantity: 1, payable: fen * 10 }]);
  await announceReceived(ctx, customer, order);
  await app.settle();
  await app.advance(60_000);
  expect(await money(her)).toEqual({ frozen: 0, balance: fen });
  return her;
}

const ask = async (her: Earner, amount: number, key = newId('key')) =>
  app.call('POST /api/shop/distribution/withdrawals', {
    token: signedInAgain(ctx, her).token,
    headers: { 'idempotency-key': key },
    body: { amount },
  });
const read = async (her: Earner) =>
  (await shop('GET /api/shop/distribution/withdrawals', signedInAgain(ctx, her))).items;
const check = async (her: Earner, id: string) =>
  shop(`POST /api/shop/distribution/withdrawals/${id}/check`, signedInAgain(ctx, her), {});
const cancel = async (her: Earner, id: string) =>
  shop(`POST /api/shop/distribution/withdrawals/${id}/cancellation`, signedInAgain(ctx, her), {});
const confirm = async (her: Earner, sheet: object, answer = 'confirm') =>
  (await sandbox(`POST /shoppers/${her.shopperId}/transfer`, { ...sheet, answer })).errMsg;

it('is out of the balance at once, waits for her to confirm, and is paid once', async () => {
  const her = await earner(100_00);
  const key = newId('key');
  const [first, again] = await Promise.all([ask(her, 40_00, key), ask(her, 40_00, key)]);
  expect([first.status, again.status]).toEqual([200, 200]);
  expect(first.body.id).toBe(again.body.id);
  expect((await money(her)).balance).toBe(60_00);
  await app.settle();
  const [waiting] = await read(her);
  expect(waiting).toMatchObject({ state: 'confirm', amount: 40_00, confirm: { appId: expect.any(String) } });
  expect(await confirm(await earner(5_00), waiting.confirm)).toContain('收款用户与当前用户不一致');
  expect(await confirm(her, waiting.confirm, 'cancel')).toContain('cancel');
  expect(await confirm(her, waiting.confirm)).toBe('requestMerchantTransfer:ok');
  expect((await check(her, waiting.id)).state).toBe('paying');
  await app.advance(60_000);
  expect((await read(her))[0]).toMatchObject({ state: 'paid', confirm: null, cancellable: false });
  expect((await sound(admin(`GET /api/admin/distributors/${her.dst}`))).paid).toBe(40_00);
  expect(await money(her)).toEqual({ frozen: 0, balance: 60_00 });
  expect(await distributionBook.compare(ctx)).toEqual([]);
});

it('comes back once: not confirmed within a day, cancelled by her, refused by the shop or by WeChat', async () => {
  const her = await earner(200_00);
  const late = (await ask(her, 10_00)).body.id;
  const taken = (await ask(her, 20_00)).body.id;
  await app.settle();
  await cancel(her, taken);
  await app.advance(60_000);
  const states = async () =>
    new Map((await read(her)).map(({ id, state }: { id: string; state: string }) => [id, state]));
  expect((await states()).get(taken)).toBe('cancelled');
  expect((await money(her)).balance).toBe(190_00);
  await app.advance(DAY_MS + 2 * 3_600_000);
  expect((await states()).get(late)).toBe('failed');
  expect((await money(her)).balance).toBe(200_00);
  const big = (await ask(her, 150_00)).body;
  expect(big.state).toBe('review');
  const decide = async (id: string, outcome: string) =>
    (await admin(`POST /api/admin/withdrawals/${id}/decision`, { outcome, because: '看过' })).status;
  expect((await Promise.all([decide(big.id, 'refused'), decide(big.id, 'refused')])).toSorted()).toEqual([200, 409]);
  expect((await money(her)).balance).toBe(200_00);
  const again = (await ask(her, 150_00)).body.id;
  expect((await cancel(her, again)).state).toBe('cancelled');
  expect(await decide(again, 'approved')).toBe(409);
  expect(await money(her)).toEqual({ frozen: 0, balance: 200_00 });
  expect(await distributionBook.compare(ctx)).toEqual([]);
});

it('waits while the merchant account is empty or WeChat is away, and goes on under the same number', async () => {
  const her = await earner(50_00);
  await faults({ refundNotEnough: true });
  const { id } = (await ask(her, 20_00)).body;
  await app.settle();
  expect((await read(her))[0]).toMatchObject({ state: 'due', trouble: { zh: expect.stringContaining('余额不足') } });
  await faults({ refundNotEnough: false, down: 'pay' });
  await app.advance(2 * 60_000);
  await faults({ down: 'none', notify: 'lost' });
  await app.advance(10 * 60_000);
  const [waiting] = await read(her);
  expect([waiting.id, waiting.state]).toEqual([id, 'confirm']);
  await confirm(her, waiting.confirm);
  await app.advance(2 * 3_600_000);
  await faults({ notify: 'normal' });
  expect((await read(her))[0].state).toBe('paid');
});

it('is never more than she has, whatever comes at one moment, and keeps to the limits of a time and a day', async () => {
  const her = await earner(120_00);
  const told = await Promise.all(Array.from({ length: 6 }, async () => ask(her, 50_00)));
  expect(told.filter(({ status }) => status === 200)).toHaveLength(2);
  expect(told.flatMap(({ body }) => body.error?.code ?? [])).toEqual(Array(4).fill('distribution.too_little'));
  expect((await money(her)).balance).toBe(20_00);
  const rich = await earner(900_00);
  expect((await ask(rich, 50)).body.error.code).toBe('distribution.amount');
  expect((await ask(rich, 200_01)).body.error.code).toBe('distribution.amount');
  expect([(await ask(rich, 140_00)).status, (await ask(rich, 140_00)).status]).toEqual([200, 200]);
  expect((await ask(rich, 140_00)).body.error.code).toBe('distribution.day_limit');
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from distribution.distributor where balance < 0
  `.execute(ctx.db);
  expect(rows[0]?.n).toBe(0);
  await sound(admin(`POST /api/admin/distributors/${rich.dst}/move`, { to: 'suspended', because: '查一下' }));
  expect((await ask(rich, 1_00)).body.error.code).toBe('distribution.not_open');
  expect((await app.call('POST /pay/transfers/notify', { body: { forged: true } })).status).toBe(401);
});
