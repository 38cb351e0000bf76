import { sql } from 'kysely';
import { shanghaiDay } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { formatYuan } from '../../platform/money.ts';
import { describe } from '../benefits/index.ts';
import { createJourney } from './change.ts';
import { draftValues, findPlaybook, PLAYBOOKS, readValues, type Values } from './playbook.ts';

/** The playbooks, each with the journey it runs as now. */
export async function listPlaybooks(ctx: Ctx) {
  const { rows } = await sql<{ id: string; playbook: string }>`
    select id, playbook from journeys.journey where playbook is not null and state <> 'ended'
  `.execute(ctx.db);
  const running = new Map(rows.map((r) => [r.playbook, r.id]));
  return PLAYBOOKS.map(({ key, name, promise, steps, form }) => ({
    key,
    name,
    promise,
    steps: [...steps],
    form: form.map((f) => ({ ...f })),
    journeyId: running.get(key) ?? null,
  }));
}

export async function switchOn(ctx: Ctx, key: string, given: Values) {
  const playbook = findPlaybook(key);
  const definition = playbook.define(readValues(playbook, given));
  return createJourney(ctx, { name: playbook.name, definition, playbook: key, state: 'live' });
}

/** What the playbook would have done with the last days of real history: whom it would have reached, at what cost. */
export async function dryRun(ctx: Ctx, key: string, given: Values, asOfDay: string | undefined, days: number) {
  const playbook = findPlaybook(key);
  const asOf = asOfDay ?? shanghaiDay(ctx.now());
  const values = draftValues(playbook, given);
  const perDay = await playbook.wouldEnter(ctx, asOf, days, values);
  const entered = perDay.reduce((sum, d) => sum + d.entered, 0);
  const reached = Math.round((entered * (100 - Number(values.holdout ?? 0))) / 100);
  const templateId = String(values.coupon ?? '');
  const each = templateId ? ((await describe(ctx, { kind: 'coupon', templateId }))?.cost ?? 0) : 0;
  const expectedCost = reached * each;
  const cost = each > 0 ? `，券全部用掉最多花费 ¥${formatYuan(expectedCost)}` : '';
  return {
    days,
    entered,
    reached,
    perDay: perDay.map((d) => ({ ...d })),
    expectedCost,
    text: `截至 ${asOf} 的 ${days} 天里，会有 ${entered} 人进入，其中 ${reached} 人会被触达，${entered - reached} 人留作对照${cost}`,
  };
}
