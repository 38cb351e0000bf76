import { words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';

/** A tag that whoever is in a segment has, and who is not in it any more loses. */
export const tagRuleForm = form({
  fields: [
    { key: 'tag', label: words('标签', 'Tag'), kind: 'text', max: 30 },
    {
      key: 'segment',
      label: words('给这个人群', 'For this segment'),
      hint: words('进入人群就打上，离开就移除；人工打的不动', 'Given on entering, taken on leaving; tags by hand stay'),
      kind: 'picker',
      of: 'segment',
    },
  ],
  sentence: ({ tag, segment }, names) => {
    const named = names('segment', segment) ?? words('已删除的人群', 'a segment that is gone');
    return words(
      `人群「${named.zh}」里的会员有标签「${tag}」，离开人群就移除`,
      `Members of the segment “${named.en}” have the tag “${tag}” until they leave it`,
    );
  },
});
