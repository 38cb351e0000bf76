import { joinWords, type Words, words } from '@huoshui/contracts/words';
import { experimentMetric, type experimentVerdict } from '@huoshui/contracts/words/experiments';
import type { RatioCheck } from '../../../platform/inference/srm.ts';
import { type Metric, metrics } from './metrics.ts';

/** An arm against the first, relative to it; better is up, whichever way the metric goes. */
export type Found = {
  readonly arm: number;
  readonly name: Words;
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
};

export type Judged = {
  readonly ratio: RatioCheck;
  /** The smallest arm. */
  readonly fewest: number;
  readonly goal: { readonly metric: Metric; readonly found: readonly Found[] };
  readonly guards: readonly { readonly metric: Metric; readonly found: readonly Found[] }[];
  /** The least that matters, as a share. */
  readonly least: number;
  readonly moreDays: number | null;
};

type Verdict = { readonly kind: keyof typeof experimentVerdict; readonly arm: number | null; readonly text: Words };

/** Below so many in an arm an interval that is right for many says nothing yet. */
const FEWEST = 100;

/**
 * What an operator is told, in the order of what spoils the rest: people are lost, there are too few, an arm is better (and what it costs
 * elsewhere), all are worse, none differs by as much as matters, or it is not clear. The intervals hold at all looks together, so it may be
 * asked every day.
 */
export function verdictOf(judged: Judged): Verdict {
  const { ratio, fewest, goal, least } = judged;
  if (ratio.state === 'mismatch') return { kind: 'mismatch', arm: null, text: mismatchText(ratio.p) };
  if (fewest < FEWEST || goal.found.length === 0)
    return {
      kind: 'too_few',
      arm: null,
      text: words(
        `人数还少（每组至少 ${FEWEST} 人，并且有人做到），暂不下结论`,
        `Too few people yet (${FEWEST} in each arm, and somebody who did it) to say anything`,
      ),
    };
  const of = (one: Found) => (metrics[goal.metric].lowerIsBetter ? flipped(one) : one);
  const found = goal.found.map(of);
  const [best] = found.filter(({ low }) => low > 0).sort((a, b) => b.estimate - a.estimate);
  if (best !== undefined) return won(judged, best);
  if (found.every(({ high }) => high < 0))
    return {
      kind: 'worse',
      arm: null,
      text: words('别的版本都不如原样，保持原样', 'Every other arm is worse: leave it as it stands'),
    };
  if (found.every(({ low, high }) => low > -least && high < least))
    return {
      kind: 'alike',
      arm: null,
      text: words(
        `差别不到 ${percent(least)}，选省钱省事的那个就行`,
        `They differ by less than ${percent(least)}: take whichever costs less`,
      ),
    };
  return { kind: 'unclear', arm: null, text: unclearText(judged.moreDays) };
}

function won({ goal, guards }: Judged, best: Found): Verdict {
  const metric = experimentMetric[goal.metric];
  const more = words(
    `版本「${best.name.zh}」胜出：${metric.zh}${metrics[goal.metric].lowerIsBetter ? '低' : '高'} ${percent(best.estimate)}（95% 区间 ${percent(best.low)} 至 ${percent(best.high)}）`,
    `“${best.name.en}” wins: ${metric.en.toLowerCase()} ${percent(best.estimate)} ${metrics[goal.metric].lowerIsBetter ? 'lower' : 'higher'} (95% interval ${percent(best.low)} to ${percent(best.high)})`,
  );
  const hurt = guards.flatMap(({ metric, found }) => {
    const one = found.find(({ arm }) => arm === best.arm);
    if (one === undefined) return [];
    const { high, estimate } = metrics[metric].lowerIsBetter ? flipped(one) : one;
    return high < 0 ? [{ metric, estimate }] : [];
  });
  if (hurt.length === 0) return { kind: 'better', arm: best.arm, text: more };
  const price = joinWords(
    hurt.map(({ metric, estimate }) => {
      const { zh, en } = experimentMetric[metric];
      return words(`${zh}差了 ${percent(-estimate)}`, `${en.toLowerCase()} is worse by ${percent(-estimate)}`);
    }),
    words('，', ', '),
  );
  return {
    kind: 'harm',
    arm: best.arm,
    text: words(`${more.zh}；但 ${price.zh}，先想清楚值不值`, `${more.en}; but ${price.en}: is it worth that?`),
  };
}

function unclearText(moreDays: number | null): Words {
  return moreDays === null
    ? words(
        '还看不出差别，区间里有 0，再多等一些人',
        'No difference to be seen yet: the interval holds 0. It needs more people',
      )
    : words(
        `还看不出差别，区间里有 0；照现在的人数，大约还要 ${moreDays} 天`,
        `No difference to be seen yet: the interval holds 0. At this traffic about ${moreDays} more days`,
      );
}

/** One of a thousand experiments that lose nobody looks like this. */
function mismatchText(p: number): Words {
  const odds = p < 1e-6 ? '< 0.000001' : p.toPrecision(2);
  return words(
    `各组人数和分流的份数对不上（p = ${odds}）：有一边的人丢了，下面的数都不能信，先查原因`,
    `The arms have not as many people as were drawn (p = ${odds}): one side loses people, and no figure below can be trusted`,
  );
}

export function ratioText(ratio: RatioCheck): Words {
  if (ratio.state === 'mismatch') return mismatchText(ratio.p);
  return ratio.state === 'fine'
    ? words('各组人数和分流的份数相符', 'The arms have as many people as were drawn')
    : words('人数还少，还查不了分流', 'Too few people yet to check the drawing');
}

/** What one arm does, in a line. */
export function foundText({ estimate, low, high }: Pick<Found, 'estimate' | 'low' | 'high'>): Words {
  return words(
    `${signed(estimate)}（95% 区间 ${signed(low)} 至 ${signed(high)}）`,
    `${signed(estimate)} (95% interval ${signed(low)} to ${signed(high)})`,
  );
}

const flipped = (one: Found): Found => ({ ...one, estimate: -one.estimate, low: -one.high, high: -one.low });
const percent = (share: number) => `${Math.round(share * 1000) / 10}%`;
const signed = (share: number) => (share > 0 ? `+${percent(share)}` : percent(share).replace('-', '−'));
