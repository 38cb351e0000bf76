import type { FastifyInstance } from 'fastify';
import { expireTokens } from '../login/token.ts';
import { type Pay, PayError } from '../pay/endpoint.ts';
import { refundOnPlatform } from '../pay/refund.ts';
import { readBody, readParam, readQuery } from '../phone/read.ts';
import { putRiskyPicture } from '../safety/safety.ts';
import { expireWecomTokens } from '../wecom/token.ts';
import { appById, bind } from '../world/apps.ts';
import { BadInput } from '../world/bad-input.ts';
import { noFaults } from '../world/faults.ts';
import type { Json } from '../world/json.ts';
import type { World } from '../world/world.ts';
import { describeBooks } from './books.ts';
import { describeState } from './state.ts';

const hundredYearsMs = 100 * 365 * 86_400_000;
/** How long a moved clock waits for what it set off; slower work goes on after the answer. */
const settleMs = 15_000;

/** Clock, faults, log and summary. Below `/sandbox/api`. */
export function mountControl(app: FastifyInstance, pay: Pay): void {
  const { world } = pay;
  app.get('/state', async () => describeState(pay));

  app.get('/books', async () => describeBooks(world));

  app.get('/clock', async () => clockOf(world));
  app.post('/clock', async (request) => {
    const { offsetMs } = readBody(request);
    if (typeof offsetMs !== 'number' || !Number.isInteger(offsetMs) || Math.abs(offsetMs) > hundredYearsMs) {
      throw new BadInput('offsetMs 应为整数毫秒，不超过一百年');
    }
    world.clock.move(offsetMs);
    world.bus.tell({ topic: 'clock' });
    await world.schedule.settle(settleMs);
    return clockOf(world);
  });

  app.get('/faults', async () => world.faults.get());
  app.get('/faults/defaults', async () => noFaults);
  app.put('/faults', async (request) => {
    const result = world.faults.put(readBody(request));
    if (!result.ok) throw new BadInput(result.message);
    world.bus.tell({ topic: 'faults' });
    return world.faults.get();
  });
  app.post('/tokens/expire', async () => {
    expireTokens(world);
    expireWecomTokens(world);
    return { ok: true };
  });

  // A picture that WeChat's check is to find something in, by a part of its address.
  app.post('/risky-pictures', async (request) => {
    const { part } = readBody(request);
    if (typeof part !== 'string' || part === '') throw new BadInput('应为 {part: 地址的一部分}');
    putRiskyPicture(world, part);
    return { ok: true };
  });

  // What somebody does on the merchant platform, behind the back of the shop's server.
  app.post('/payments/:outTradeNo/refunds', async (request) => {
    const { amount, notify } = readBody(request);
    if (typeof amount !== 'number') throw new BadInput('应为 {amount: 分}');
    try {
      const refund = refundOnPlatform(pay, readParam(request, 'outTradeNo'), amount, notify === true);
      if (refund) return refund;
    } catch (error) {
      if (error instanceof PayError) throw new BadInput(error.message);
      throw error;
    }
    throw new BadInput('没有这个商户订单号');
  });

  app.put('/apps/:appid/open-platform', async (request) => {
    const known = appById(world, readParam(request, 'appid'));
    const { bound } = readBody(request);
    if (!known || typeof bound !== 'boolean') throw new BadInput('应为已有应用的 {bound: true 或 false}');
    bind(world, known, bound);
    return { ok: true };
  });

  app.get('/log', async (request) => {
    const { after, before, limit } = readQuery(request);
    const most = readNumber(limit ?? '100', 'limit');
    const numberOf = (text: string | undefined, name: string) => (text === undefined ? null : readNumber(text, name));
    return world.log.read(numberOf(after, 'after'), Math.min(Math.max(most, 1), 1000), numberOf(before, 'before'));
  });
}

function clockOf(world: World): Json {
  return {
    now: world.clock.now().toISOString(),
    offsetMs: world.clock.offsetMs(),
    nextDueAt: world.schedule.nextDueAt()?.toISOString() ?? null,
  };
}

function readNumber(text: string, name: string): number {
  if (!/^\d{1,12}$/.test(text)) throw new BadInput(`${name} 应为非负整数`);
  return Number(text);
}
