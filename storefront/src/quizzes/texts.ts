import { defineTexts } from '../ui/texts.ts';

export const t = defineTexts({
  begin: ['开始', 'Begin'],
  promise: ['做完当场送一份礼', 'There is a gift for you at the end'],
  next: ['第 {at} 题，共 {all} 题', 'Question {at} of {all}'],
  back: ['上一题', 'The question before'],
  yours: ['你的结果', 'Your result'],
  hers: ['送你的，已经放进卡包', 'A gift, yours already'],
  ready: ['结果算好了', 'Your result is ready'],
  press: ['长按识别，关注「{account}」', 'Press the code and follow “{account}”'],
  search: ['在微信里搜「{account}」并关注', 'Search WeChat for “{account}” and follow it'],
  code: ['公众号二维码', 'Code of the account'],
  go: ['去加导购', 'Add our staff'],
  again: ['我做好了，看结果', 'Done: show my result'],
  shop: ['去逛逛', 'To the shop'],
});
