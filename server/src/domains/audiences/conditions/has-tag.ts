import { words } from '@huoshui/contracts/words';
import { personsAmong } from '../../../platform/event-store/person-set.ts';
import { form } from '../../../platform/form/form.ts';
import { tags } from '../../members/index.ts';
import { condition } from '../condition.ts';

/** Tags keep no history: at a moment of the past, whoever had it then and has it still. */
export const hasTag = condition({
  kind: 'has_tag',
  words: words('有标签', 'Has a tag'),
  form: form({
    fields: [{ key: 'tag', label: words('标签', 'Tag'), kind: 'text', max: 30 }],
    sentence: ({ tag }) => words(`有标签「${tag}」`, `has the tag “${tag}”`),
  }),
  async persons(ctx, { tag }, asOf) {
    return personsAmong(await tags.holders(ctx, tag, { asOf }));
  },
  async holds(ctx, { tag }, personNos, asOf) {
    return new Set(await tags.holders(ctx, tag, { asOf, among: personNos }));
  },
});
