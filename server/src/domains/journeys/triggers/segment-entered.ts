import { words } from '@huoshui/contracts/words';
import { listPersons } from '../../../platform/event-store/person-set.ts';
import { payloadOf } from '../../../platform/facts.ts';
import { form } from '../../../platform/form/form.ts';
import { segmentEntered as entered } from '../../audiences/events.ts';
import type { ConditionKit } from '../../audiences/index.ts';
import { trigger } from '../trigger.ts';
import { stillWords } from './still-segment.ts';

/**
 * By what she did or by time, as the next look at the segment finds; whom an operator's change moved comes in by none. Who is in it as the
 * journey begins comes in then, where that is asked for.
 */
export const segmentEntered = (conditions: ConditionKit) =>
  trigger({
    kind: 'segment_entered',
    words: words('进入人群', 'Enters a segment'),
    form: form({
      fields: [
        { key: 'segment', label: words('人群', 'Segment'), kind: 'picker', of: 'segment' },
        {
          key: 'present',
          label: words('现在就在人群里的人也进来', 'Those who are in it now come in too'),
          hint: words(
            '开始运行时进来一次；关掉的话，只有以后新进入人群的人会进来',
            'Once, as the journey begins; off: only who enters the segment from then on',
          ),
          kind: 'switch',
          optional: true,
          initial: true,
        },
      ],
      sentence: ({ segment, present }, names) => {
        const name = names('segment', segment) ?? GONE;
        return present
          ? words(`在人群「${name.zh}」里，或以后进入`, `Is in the segment “${name.en}”, or enters it later`)
          : words(`进入人群「${name.zh}」`, `Enters the segment “${name.en}”`);
      },
    }),
    warns: ({ segment }, names) => stillWords(segment, names),
    on: [entered],
    knows: ['category', 'segment'],
    entrantOf({ segment }, told) {
      const moved = payloadOf(entered, told);
      if (moved?.segmentId !== segment) return null;
      return {
        memberId: moved.memberId,
        because: words(`进入人群「${moved.segment}」`, `Entered the segment “${moved.segment}”`),
        context: { category: '专享', segment: moved.segment },
      };
    },
    present: {
      asked: ({ present }) => present === true,
      whom: async (ctx, { segment }, at) => {
        const isIn = { kind: 'segment', values: { segment } };
        return listPersons(ctx, await conditions.personsOf(ctx, isIn, at));
      },
      async why(ctx, { segment }) {
        const names = await ctx.names(ctx, [{ of: 'segment', id: segment }]);
        const name = names('segment', segment) ?? GONE;
        return {
          because: words(
            `旅程开始时已经在人群「${name.zh}」里`,
            `Was in the segment “${name.en}” when the journey began`,
          ),
          context: { category: '专享', segment: name.zh },
        };
      },
    },
  });

const GONE = words('已删除的人群', 'a segment that is gone');
