import type { FieldOption } from '@huoshui/contracts/form';
import { joinWords, words } from '@huoshui/contracts/words';
import { stage } from '@huoshui/contracts/words/audiences';
import { DAY_MS } from '../../../platform/calendar.ts';
import { intersect, type PersonSet, personsIn, personsOfQuery } from '../../../platform/event-store/person-set.ts';
import { bound, INSTANT, piece } from '../../../platform/event-store/piece.ts';
import { form } from '../../../platform/form/form.ts';
import { getSetting } from '../../../platform/settings.ts';
import { condition } from '../condition.ts';
import { stageEntered } from '../events.ts';
import { stageAt } from '../lifecycle.ts';
import { lifecycleSetting } from '../settings.ts';
import { personsInStages } from '../stage-report.ts';
import { purchasesOf, readStandings, stageOf } from '../standings.ts';

const options: readonly FieldOption[] = Object.entries(stage).map(([value, label]) => ({ value, label }));

/** The stage by the rules of today; since when she is in it is known from the facts, which both forms read in the event store. */
export const stageIn = condition({
  kind: 'stage_in',
  about: 'value',
  words: words('处于生命周期阶段', 'In a lifecycle stage'),
  asksStore: true,
  form: form({
    fields: [
      { key: 'stages', label: words('阶段', 'Stages'), kind: 'choices', options, min: 1 },
      {
        key: 'forDays',
        label: words('至少几天了', 'For at least'),
        hint: words('不填就是刚进入也算', 'Empty: however short'),
        kind: 'count',
        unit: words('天', 'days'),
        min: 1,
        max: 1100,
        optional: true,
      },
    ],
    sentence: ({ stages, forDays }) => {
      const all = joinWords(
        stages.map((one) => stage[stageOf(one)]),
        words('、', ' or '),
      );
      return forDays === null
        ? words(`处于${all.zh}`, `in the stage ${all.en}`)
        : words(`处于${all.zh}至少 ${forDays} 天`, `in the stage ${all.en} for at least ${forDays} days`);
    },
  }),
  async persons(ctx, { stages, forDays }, asOf) {
    const there = await personsInStages(ctx, stages.map(stageOf), asOf);
    return forDays === null ? there : intersect([there, unmovedFor(forDays, asOf)]);
  },
  async holds(ctx, { stages, forDays }, personNos, asOf) {
    const [rules, standings] = await Promise.all([getSetting(ctx, lifecycleSetting), readStandings(ctx, personNos)]);
    const of = new Map(standings.map((s) => [s.personNo, stageAt(purchasesOf(s), rules, asOf).stage]));
    const there = personNos.filter((no) => stages.includes(of.get(no) ?? 'none'));
    return forDays === null || there.length === 0 ? new Set(there) : personsIn(ctx, unmovedFor(forDays, asOf), there);
  },
});

/** Whose last change of stage, or whose coming where there was none, is so many days ago. */
function unmovedFor(days: number, asOf: Date): PersonSet {
  const edge = bound(INSTANT, new Date(asOf.getTime() - days * DAY_MS));
  return personsOfQuery(piece`SELECT person_no FROM history AS events
    WHERE name IN ('${stageEntered.type}', 'member.joined') AND source != 'sdk' AND person_no > 0 AND ts < ${bound(INSTANT, asOf)}
    GROUP BY person_no
    HAVING greatest(maxIf(ts, name = '${stageEntered.type}'), minIf(ts, name = 'member.joined')) <= ${edge}`);
}
