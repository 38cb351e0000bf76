import { words } from '@huoshui/contracts/words';
import { nobody, personsIn, writtenPersons } from '../../../platform/event-store/person-set.ts';
import { form } from '../../../platform/form/form.ts';
import { asTheyAreNow } from '../../analytics/index.ts';
import { condition } from '../condition.ts';
import { readHeld } from '../segments/held.ts';

/**
 * In a segment, as its last look left it. At a moment before that look, whomever its condition means then; before a segment was looked at
 * for the first time nobody is in it.
 */
export const inSegment = condition({
  kind: 'segment',
  about: 'groups',
  words: words('属于人群', 'In a segment'),
  asksStore: true,
  form: form({
    fields: [{ key: 'segment', label: words('人群', 'Segment'), kind: 'picker', of: 'segment' }],
    sentence: ({ segment }, names) => {
      const name = names('segment', segment) ?? words('已删除的人群', 'a segment that is gone');
      return words(`属于人群「${name.zh}」`, `in the segment “${name.en}”`);
    },
  }),
  async persons(ctx, { segment }, asOf, personsOf) {
    const held = await readHeld(ctx, segment);
    if (!held) return nobody;
    if (held.at <= asOf) return asTheyAreNow(writtenPersons(held.who));
    return held.condition === null ? nobody : personsOf(ctx, { all: [held.condition] }, asOf);
  },
  async holds(ctx, { segment }, personNos) {
    const held = await readHeld(ctx, segment);
    return held ? personsIn(ctx, asTheyAreNow(writtenPersons(held.who)), personNos) : new Set();
  },
});
