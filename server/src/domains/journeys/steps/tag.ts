import { words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { tags } from '../../members/index.ts';
import { readInfos } from '../queries.ts';
import { causeOf } from '../run.ts';
import { step } from '../step.ts';
import { next } from '../ways.ts';

/** Tag or untag everyone, in both arms: a tag is our own note and reaches nobody. */
export const tag = step({
  kind: 'tag',
  words: words('打标签', 'Tag'),
  group: 'note',
  form: form({
    fields: [
      { key: 'tag', label: words('标签', 'Tag'), kind: 'text', max: 30 },
      { key: 'remove', label: words('移除', 'Remove it'), kind: 'switch', initial: false },
    ],
    sentence: ({ tag, remove }) =>
      remove
        ? words(`移除标签「${tag}」`, `Remove the tag “${tag}”`)
        : words(`打上标签「${tag}」`, `Add the tag “${tag}”`),
  }),
  ways: [next],
  async run(ctx, plan, { values }, runs) {
    const infos = await readInfos(ctx, runs);
    const persons = runs.flatMap((run) => {
      const info = infos.get(run.id);
      return info ? [{ memberId: info.memberId, personNo: run.personNo }] : [];
    });
    if (values.remove) await tags.take(ctx, persons, values.tag, causeOf(plan));
    else await tags.give(ctx, persons, values.tag, 'journey', causeOf(plan));
    return [{ runs, way: 'next' }];
  },
  async undo(ctx, plan, { values }, runs) {
    if (!values.remove) await tags.takeBack(ctx, runs, values.tag, 'journey', causeOf(plan));
  },
});
