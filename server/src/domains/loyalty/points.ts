import type { PointsRule } from '@huoshui/contracts/loyalty';
import { joinWords, type Words, words } from '@huoshui/contracts/words';
import { pointsHold } from '@huoshui/contracts/words/loyalty';
import type { Static } from '@sinclair/typebox';
import { addDays, dayStart, shanghaiDay } from '../../platform/calendar.ts';

export type Rule = Static<typeof PointsRule>;

/** Whole points for what goods were paid with, fen, `tenths` of what everybody earns; a part of a yuan earns nothing by itself. */
export function pointsFor(paid: number, perYuan: number, tenths = 10): number {
  return Math.floor((paid * perYuan * tenths) / 1000);
}

/** The midnight at which points are gone that may be spent from `at` on; their last day is a whole one. Null: never. */
export function endOf(at: Date, days: number | null): Date | null {
  return days === null ? null : dayStart(addDays(shanghaiDay(at), days + 1));
}

/** How points pay for an order, for who may spend them. */
export function spendWords({ spendPerYuan, spendShare, spendLeast }: Rule): Words {
  return words(
    `${spendPerYuan} 积分抵 1 元，最多抵商品金额的 ${spendShare}%，每单至少用 ${spendLeast} 积分`,
    `${spendPerYuan} points are ¥1, for up to ${spendShare}% of the goods, at least ${spendLeast} an order`,
  );
}

export function ruleWords(rule: Rule): Words {
  const { on, perYuan, hold, days, spend } = rule;
  if (!on) return words('未开启积分', 'Points are off');
  return joinWords(
    [
      words(`每消费 1 元得 ${perYuan} 积分`, `${perYuan} ${perYuan === 1 ? 'point' : 'points'} for each yuan`),
      words(`${pointsHold[hold].zh}可用`, `to spend ${pointsHold[hold].en.toLowerCase()}`),
      days === null ? words('长期有效', 'for good') : words(`${days} 天内有效`, `for ${days} days`),
      ...(spend ? [spendWords(rule)] : []),
    ],
    words('，', ', '),
  );
}
