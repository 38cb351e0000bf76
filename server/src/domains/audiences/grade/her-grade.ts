import { words } from '@huoshui/contracts/words';
import { DAY_MS, shanghaiDay } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { formatYuan } from '../../../platform/money.ts';
import { findMembers, standings } from '../../members/index.ts';
import { purchaseFigures } from '../purchase-figures.ts';
import { readStandings } from '../standings.ts';
import { readModel } from '../value/value-model.ts';
import { expectedSpent } from '../value/worth.ts';
import { type Lines, readLines } from './lines.ts';

/** Her grade, since when, and what she is worth beside the lines that it was given by; null where she has none. */
export async function herGrade(ctx: Ctx, memberId: string) {
  const personNo = (await findMembers(ctx, [memberId])).get(memberId)?.personNo;
  if (personNo === undefined) return null;
  const [lines, graded] = [await readLines(ctx), await standings.grade(ctx, personNo)];
  if (lines === null || graded === null) return null;
  const worth = await worthOf(ctx, personNo, lines);
  const of =
    lines.by === 'expected'
      ? words(`今后 ${lines.days} 天预计消费`, `expected to spend in the next ${lines.days} days`)
      : words(`最近 ${lines.days} 天消费`, `spent in the last ${lines.days} days`);
  const line = (name: string, fen: number) => `${name} ¥${formatYuan(Math.ceil(fen))}`;
  const all = [line('S', lines.s), line('A', lines.a), line('B', lines.b)];
  return {
    ...graded,
    why: words(
      `${of.zh} ¥${formatYuan(Math.round(worth))}；分界：${all.join('、')}`,
      `${of.en}: ¥${formatYuan(Math.round(worth))}; from ${all.join(', ')}`,
    ),
  };
}

async function worthOf(ctx: Ctx, personNo: number, { by, days }: Lines): Promise<number> {
  if (by === 'spent') {
    const since = new Date(ctx.now().getTime() - days * DAY_MS);
    return (await purchaseFigures(ctx, [personNo], since)).get(personNo)?.spent ?? 0;
  }
  const [model, [standing]] = [await readModel(ctx), await readStandings(ctx, [personNo])];
  return (model && standing && expectedSpent(model, standing, shanghaiDay(ctx.now()), days)) || 0;
}
