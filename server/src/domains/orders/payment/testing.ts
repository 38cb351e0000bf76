import { sql } from 'kysely';
import { freePort } from '../../../launch/ports.ts';
import { type TestApp, testApp } from '../../../platform/testing/app.ts';
import type { Pay, Wechat } from '../../../wechat/index.ts';
import { createProduct } from '../../catalog/testing.ts';
import { signedIn, type TestOperator } from '../../operators/testing.ts';
import { createBuyer, type Orderer, placeTestOrder, type TestBuyer } from '../testing.ts';

export type TestPayer = TestBuyer & { readonly shopperId: string };
export type PlacedOrder = {
  readonly order: { readonly id: string };
  readonly skuId: string;
  readonly number: string;
  readonly payable: number;
};
type SandboxAnswer = { readonly id: string; readonly openid: string; readonly code: string; readonly errMsg: string };
type Answer = Awaited<ReturnType<TestApp['call']>>;

/** A server that WeChat reaches, and phones in the sandbox that pay. */
export type PayingShop = {
  readonly app: TestApp;
  readonly operator: TestOperator;
  sandbox(route: string, body?: unknown): Promise<SandboxAnswer>;
  faults(changes: object): Promise<SandboxAnswer>;
  payer(): Promise<TestPayer>;
  place(buyer: Orderer, price?: number, quantity?: number, stock?: number): Promise<PlacedOrder>;
  openPay(buyer: Pick<TestBuyer, 'token'>, orderId: string): Promise<Answer>;
  /** On the sheet of the simulated phone, which was opened with these parameters; in another app than the main one if said. */
  paySheet(shopperId: string, sheet: object, appid?: string): Promise<SandboxAnswer>;
  /** Open the sheet and pay on it. */
  pay(buyer: TestPayer, orderId: string): Promise<SandboxAnswer>;
  cancel(buyer: Pick<TestBuyer, 'token'>, orderId: string): Promise<Answer>;
  /** The order as its page shows it. */
  look(buyer: Pick<TestBuyer, 'token'>, orderId: string): Promise<Answer['body']>;
  stateOf(orderId: string): Promise<string | undefined>;
  factsOf(orderId: string, type: string): Promise<readonly Record<string, unknown>[]>;
  refundsOf(number: string): Promise<readonly TestRefund[]>;
};

export type TestRefund = {
  readonly state: string;
  readonly origin: string;
  readonly amount: number;
  readonly reason: string;
  readonly failure: { readonly zh: string } | null;
};

export async function payingShop(): Promise<PayingShop> {
  const port = await freePort();
  const app = await testApp({ sandbox: true, env: { PORT: String(port), PUBLIC_URL: `http://127.0.0.1:${port}` } });
  const { ctx } = app;
  const operator = await signedIn(ctx);
  const sandbox = async (route: string, body?: unknown): Promise<SandboxAnswer> => {
    const [method, path] = route.split(' ');
    const answer = await fetch(`${app.config.sandboxUrl}/sandbox/api${path}`, {
      method: method ?? 'GET',
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    return JSON.parse(await answer.text());
  };
  const openPay: PayingShop['openPay'] = async ({ token }, orderId) =>
    app.call(`POST /api/shop/orders/${orderId}/payment`, { token });
  const paySheet: PayingShop['paySheet'] = async (shopperId, sheet, appid) =>
    sandbox(`POST /shoppers/${shopperId}/pay`, { ...sheet, request: sheet, appid, answer: 'pay', awaitNotify: true });
  return {
    app,
    operator,
    sandbox,
    faults: async (changes) => sandbox('PUT /faults', changes),
    payer: async () => {
      const { id, openid } = await sandbox('POST /shoppers', {});
      return { ...(await createBuyer(ctx, openid)), shopperId: id };
    },
    place: async (buyer, price = 10_000, quantity = 1, stock = 10) => {
      const { skuId } = await createProduct(ctx, { price, stock });
      const { body } = await placeTestOrder(app, buyer, { lines: [{ skuId, quantity }] });
      return { order: { id: body.id }, skuId, number: String(body.number), payable: Number(body.payable) };
    },
    openPay,
    paySheet,
    pay: async (buyer, orderId) => paySheet(buyer.shopperId, (await openPay(buyer, orderId)).body),
    cancel: async ({ token }, orderId) => app.call(`POST /api/shop/orders/${orderId}/cancellation`, { token }),
    look: async ({ token }, orderId) => (await app.call(`GET /api/shop/orders/${orderId}`, { token })).body,
    stateOf: async (orderId) => {
      const { rows } = await sql<{ state: string }>`
        select state from orders.placed where id = ${orderId}
      `.execute(ctx.db);
      return rows[0]?.state;
    },
    factsOf: async (orderId, type) => {
      const { rows } = await sql<{ payload: Record<string, unknown> }>`
        select payload from platform.event where type = ${type} and payload ->> 'orderId' = ${orderId} order by id
      `.execute(ctx.db);
      return rows.map((row) => row.payload);
    },
    refundsOf: async (number) => {
      const { rows } = await sql<TestRefund>`
        select state, origin, amount, reason, failure from orders.refund where number = ${number} order by created_at
      `.execute(ctx.db);
      return rows;
    },
  };
}

export type Stop = {
  readonly wechat: Wechat;
  /** The call has come to the stop. */
  readonly reached: Promise<void>;
  goOn(): void;
};

/**
 * WeChat Pay on which one call stops once: `asked` before WeChat hears of it, `answered` when it has and we do not know
 * yet. What happens meanwhile, and when it goes on, is the test's to say. `nth` counts the calls of that kind from 1.
 */
export function stopped(wechat: Wechat, call: 'prepay' | 'close', when: 'asked' | 'answered', nth = 1): Stop {
  const [reached, onward] = [gate(), gate()];
  let calls = 0;
  const around = async <T>(run: () => Promise<T>): Promise<T> => {
    calls += 1;
    const here = calls === nth;
    const wait = async () => {
      reached.open();
      await onward.opened;
    };
    if (here && when === 'asked') await wait();
    const answer = await run();
    if (here && when === 'answered') await wait();
    return answer;
  };
  const { pay } = wechat;
  const held: Pay =
    call === 'prepay'
      ? { ...pay, prepay: async (order) => around(async () => pay.prepay(order)) }
      : { ...pay, close: async (number) => around(async () => pay.close(number)) };
  return { wechat: { ...wechat, pay: held }, reached: reached.opened, goOn: onward.open };
}

function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}
