import { joinWords, words } from '@huoshui/contracts/words';
import { except, personsAmong, personsOfQuery } from '../../../platform/event-store/person-set.ts';
import { form } from '../../../platform/form/form.ts';
import { everyone } from '../../analytics/index.ts';
import { tags as tagsOf } from '../../members/index.ts';
import { condition } from '../condition.ts';

const hows = [
  { value: 'any', label: words('有任意一个', 'any of them') },
  { value: 'all', label: words('全部都有', 'all of them') },
  { value: 'none', label: words('一个都没有', 'none of them') },
  { value: 'untagged', label: words('没有任何标签', 'no tag at all') },
] as const;

/** Asked of those who are left when holders are taken out. */
const lacks = (how: string): boolean => how === 'none' || how === 'untagged';

/** Tags keep no history: at a moment of the past, whoever had it then and has it still. */
export const hasTag = condition({
  kind: 'has_tag',
  about: 'groups',
  words: words('有或没有标签', 'Has tags, or has not'),
  form: form({
    fields: [
      { key: 'how', label: words('关系', 'Which'), kind: 'choice', options: hows, initial: 'any' },
      {
        key: 'tags',
        label: words('标签', 'Tags'),
        kind: 'picker',
        of: 'tag',
        many: 20,
        when: { field: 'how', is: ['any', 'all', 'none'] },
      },
    ],
    sentence: ({ how, tags }, names) => {
      if (tags === null) return words('没有任何标签', 'has no tag at all');
      const named = (between: ReturnType<typeof words>) =>
        joinWords(
          tags.map((tag) => {
            const { zh, en } = names('tag', tag) ?? words(tag, tag);
            return words(`「${zh}」`, `“${en}”`);
          }),
          between,
        );
      const [one, or, and] = [tags.length === 1, named(words('或', ' or ')), named(words('和', ' and '))];
      if (how === 'none') return words(`没有标签${or.zh}`, `has no tag ${or.en}`);
      if (how === 'all') return words(`有标签${and.zh}`, `has the ${one ? 'tag' : 'tags'} ${and.en}`);
      return words(`有标签${or.zh}`, `has the tag ${or.en}`);
    },
  }),
  async persons(ctx, { how, tags }, asOf) {
    const found = personsAmong(await tagsOf.holders(ctx, tags, { asOf, how: how === 'all' ? 'all' : 'any' }));
    return lacks(how) ? except(personsOfQuery(everyone(asOf)), found) : found;
  },
  async holds(ctx, { how, tags }, personNos, asOf) {
    const among = { asOf, how: how === 'all' ? ('all' as const) : ('any' as const), among: personNos };
    const found = new Set(await tagsOf.holders(ctx, tags, among));
    return lacks(how) ? new Set(personNos.filter((no) => !found.has(no))) : found;
  },
});
