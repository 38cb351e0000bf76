import { words } from '@huoshui/contracts/words';
import { payloadOf } from '../../../platform/facts.ts';
import { form } from '../../../platform/form/form.ts';
import { segmentLeft as left } from '../../audiences/events.ts';
import { trigger } from '../trigger.ts';
import { stillWords } from './still-segment.ts';

/** By what she did or by time, as the next look at the segment finds; whom an operator's change moved comes in by none. */
export const segmentLeft = trigger({
  kind: 'segment_left',
  words: words('离开人群', 'Leaves a segment'),
  form: form({
    fields: [{ key: 'segment', label: words('人群', 'Segment'), kind: 'picker', of: 'segment' }],
    sentence: ({ segment }, names) => {
      const name = names('segment', segment) ?? words('已删除的人群', 'a segment that is gone');
      return words(`离开人群「${name.zh}」`, `Leaves the segment “${name.en}”`);
    },
  }),
  warns: ({ segment }, names) => stillWords(segment, names),
  on: [left],
  knows: ['category', 'segment'],
  entrantOf({ segment }, told) {
    const moved = payloadOf(left, told);
    if (moved?.segmentId !== segment) return null;
    return {
      memberId: moved.memberId,
      because: words(`离开人群「${moved.segment}」`, `Left the segment “${moved.segment}”`),
      context: { category: '专享', segment: moved.segment },
    };
  },
});
