import { words } from '@huoshui/contracts/words';
import { payloadOf } from '../../../platform/facts.ts';
import { form } from '../../../platform/form/form.ts';
import { segmentEntered, segmentLeft } from '../../audiences/events.ts';
import { exitRule } from '../exit-rule.ts';

/** A look at a segment finds her in it, or finds her in it no more; whom an operator's change of it moved stays. */
export const segment = exitRule({
  kind: 'segment',
  words: words('进入或离开人群', 'Enters or leaves a segment'),
  form: form({
    fields: [
      {
        key: 'moved',
        label: words('怎么变', 'How'),
        kind: 'choice',
        options: [
          { value: 'left', label: words('离开', 'leaves') },
          { value: 'entered', label: words('进入', 'enters') },
        ],
        initial: 'left',
      },
      { key: 'segment', label: words('人群', 'Segment'), kind: 'picker', of: 'segment' },
    ],
    sentence: ({ moved, segment: id }, names) => {
      const name = names('segment', id) ?? words('已删除的人群', 'a segment that is gone');
      return moved === 'left'
        ? words(`离开人群「${name.zh}」`, `Leaves the segment “${name.en}”`)
        : words(`进入人群「${name.zh}」`, `Enters the segment “${name.en}”`);
    },
  }),
  on: [segmentLeft, segmentEntered],
  ends: ({ moved, segment: id }, told) =>
    payloadOf(moved === 'left' ? segmentLeft : segmentEntered, told)?.segmentId === id,
});
