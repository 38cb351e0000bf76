import { words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { membersWithTag } from '../../members/index.ts';
import { readInfos } from '../queries.ts';
import { question } from '../question.ts';

export const hasTag = question({
  kind: 'has_tag',
  words: words('有没有标签', 'Has a tag'),
  form: form({
    fields: [{ key: 'tag', label: words('标签', 'Tag'), kind: 'text', max: 30 }],
    sentence: ({ tag }) => words(`有标签「${tag}」吗？`, `Has the tag “${tag}”?`),
  }),
  async ask(ctx, { values }, runs) {
    const infos = await readInfos(ctx, runs);
    const tagged = await membersWithTag(
      ctx,
      [...infos.values()].map((i) => i.memberId),
      values.tag,
    );
    return ({ id }) => tagged.has(infos.get(id)?.memberId ?? '');
  },
});
