import type { Draft } from '@huoshui/contracts/form';
import type { Ctx } from '../../../platform/ctx.ts';
import type { Names } from '../../../platform/form/form.ts';
import { readForm } from '../../../platform/form/read.ts';
import { newId } from '../../../platform/ids.ts';
import { loyaltyErrors } from '../errors.ts';
import { dayOfValues, dayWords, memberDayForm, valuesOfDay } from './day-form.ts';
import { endDay, findDay, type MemberDay, readDays, writeDay } from './member-day.ts';
import { nextHeld, scheduleWords, today } from './schedule.ts';

export async function createDay(ctx: Ctx, draft: Draft) {
  const id = newId('mdy');
  await writeDay(ctx, dayOfValues(id, await readForm(ctx, memberDayForm, draft)));
  return showDay(ctx, id);
}

/** From now on; what was taken and bought stays as it was. Throws `loyalty.member_day_not_found`. */
export async function changeDay(ctx: Ctx, id: string, draft: Draft) {
  const stored = valuesOfDay(await findDay(ctx, id));
  await writeDay(ctx, dayOfValues(id, await readForm(ctx, memberDayForm, draft, { stored })));
  return showDay(ctx, id);
}

export async function setDayEnded(ctx: Ctx, id: string, ended: boolean) {
  await findDay(ctx, id);
  await endDay(ctx, id, ended);
  return showDay(ctx, id);
}

export async function showDays(ctx: Ctx) {
  const days = await readDays(ctx);
  const names = await namesOf(ctx, days);
  return days.map((day) => present(ctx, day, names));
}

async function showDay(ctx: Ctx, id: string) {
  const found = (await showDays(ctx)).find((day) => day.id === id);
  if (found === undefined) throw loyaltyErrors.error('member_day_not_found', { id });
  return found;
}

/** What their gifts, goods and levels are called. */
export async function namesOf(ctx: Ctx, days: readonly MemberDay[]): Promise<Names> {
  return ctx.names(
    ctx,
    days.flatMap(({ gift, levelId, scope }) => [
      ...(gift === null ? [] : [{ of: 'benefit' as const, id: gift }]),
      ...(levelId === null ? [] : [{ of: 'level' as const, id: levelId }]),
      ...goodsIn(scope),
    ]),
  );
}

function goodsIn({ kind, ids }: MemberDay['scope']) {
  if (kind === 'all') return [];
  const of = { categories: 'category', products: 'product', skus: 'sku' } as const;
  return ids.map((id) => ({ of: of[kind], id }));
}

function present(ctx: Ctx, day: MemberDay, names: Names) {
  const { id, name, schedule, ended, createdAt } = day;
  return {
    id,
    name,
    state: ended ? ('ended' as const) : ('running' as const),
    values: valuesOfDay(day),
    when: scheduleWords(schedule),
    sentence: dayWords(day, names),
    next: ended ? null : (nextHeld(schedule, today(ctx.now()), null)?.first ?? null),
    createdAt: createdAt.toISOString(),
  };
}
