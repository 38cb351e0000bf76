import type { World } from '../world/world.ts';
import { SmsRefusal } from './endpoint.ts';
import { messages, type SmsMessage } from './messages.ts';
import { beijingTime } from './templates.ts';

const dayMs = 24 * 3_600_000;

/**
 * What one number may be sent: codes 1 a minute and 5 an hour of the clock, 10 in 24 hours under a signature and 40 under all; notices and promotions 50 in 24 hours under a
 * signature and a template. What was taken counts, whatever became of it. Source: help.aliyun.com/document_detail/44335, 2026-11
 */
export function checkFlow(world: World, phone: string, asked: Pick<SmsMessage, 'sign' | 'template' | 'type'>): void {
  const now = world.clock.now();
  const hers = world.store
    .of(messages)
    .by(phone)
    .filter(({ at }) => now.getTime() - Date.parse(at) < dayMs);
  if (asked.type !== 0) {
    const same = hers.filter(({ sign, template }) => sign === asked.sign && template === asked.template);
    if (same.length >= 50) throw limited('天级流控 Permits:50');
    return;
  }
  const codes = hers.filter(({ type }) => type === 0);
  const same = codes.filter(({ sign }) => sign === asked.sign);
  const within = (length: number) => {
    const window = beijingTime(now).slice(0, length);
    return same.filter(({ at }) => beijingTime(new Date(at)).startsWith(window)).length;
  };
  if (within('2026-11-30 10:00'.length) >= 1) throw limited('分钟级流控 Permits:1');
  if (within('2026-11-30 10'.length) >= 5) throw limited('小时级流控 Permits:5');
  if (same.length >= 10) throw limited('天级流控 Permits:10');
  if (codes.length >= 40) throw limited('天级流控 Permits:40');
}

/** Promotions leave between eight and twenty. Source: help.aliyun.com/en/sms/getting-started/get-started-with-sms, 2026-11 */
export function checkHours(world: World, type: SmsMessage['type']): void {
  const hour = Number(beijingTime(world.clock.now()).slice(11, 13));
  if (type === 2 && (hour < 8 || hour >= 20)) throw limited('推广短信禁发时段 20:00-8:00');
}

const limited = (what: string): SmsRefusal => new SmsRefusal('isv.BUSINESS_LIMIT_CONTROL', `触发${what}`);
