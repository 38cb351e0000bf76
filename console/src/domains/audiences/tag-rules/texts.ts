import { defineTexts } from '../../../ui/texts.ts';

export const { useText: useTagRuleText } = defineTexts('tag-rules', {
  title: ['标签规则', 'Rules of tags'],
  purpose: [
    '在人群里的会员有这个标签，离开人群就移除；人工打的标签不动。',
    'Whoever is in the segment has the tag, and loses it when she leaves; tags given by hand stay.',
  ],
  create: ['新建规则', 'New rule'],
  tag: ['标签', 'Tag'],
  segment: ['人群', 'Segment'],
  members: ['人群会员', 'In the segment'],
  state: ['状态', 'State'],
  applied: ['上次生效', 'Applied last'],
  by: ['创建人', 'Made by'],
  created: ['创建时间', 'Made'],
  end: ['结束', 'End'],
  ended: ['规则已结束，标签正在移除', 'The rule has ended, its tags are being removed'],
  end_title: ['结束「{{tag}}」的规则？', 'End the rule of “{{tag}}”?'],
  end_body: [
    '由这条规则打上的标签会全部移除；人工、旅程和导入打的保留。',
    'Tags given by this rule are removed; those by hand, by a journey or from a file stay.',
  ],
  saved: ['规则已保存，正在打标签', 'The rule is saved and being applied'],
  empty: ['还没有标签规则', 'No rule yet'],
  empty_hint: [
    '先建一个人群，再让它自动打标签，标签会随人群更新。',
    'Make a segment first, then let it give a tag that follows it.',
  ],
});
