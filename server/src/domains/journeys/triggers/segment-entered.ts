import { words } from '@huoshui/contracts/words';
import { payloadOf } from '../../../platform/facts.ts';
import { form } from '../../../platform/form/form.ts';
import { segmentEntered as entered } from '../../audiences/events.ts';
import { trigger } from '../trigger.ts';

/** By what she did or by time, as the next look at the segment finds; whom an operator's change moved comes in by none. */
export const segmentEntered = trigger({
  kind: 'segment_entered',
  words: words('进入人群', 'Enters a segment'),
  form: form({
    fields: [{ key: 'segment', label: words('人群', 'Segment'), kind: 'picker', of: 'segment' }],
    sentence: ({ segment }, names) => {
      const name = names('segment', segment) ?? words('已删除的人群', 'a segment that is gone');
      return words(`进入人群「${name.zh}」`, `Enters the segment “${name.en}”`);
    },
  }),
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
});
