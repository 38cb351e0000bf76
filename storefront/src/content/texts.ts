import { defineTexts } from '../ui/texts.ts';

export const t = defineTexts({
  gone: ['这篇内容已经下线', 'This has been withdrawn'],
  goneHint: ['去首页看看别的吧', 'There is more on the home page'],
  toHome: ['去首页', 'To the shop'],
  published: ['发布于 {day}', 'Published {day}'],
  end: ['读完了', 'The end'],
  takes: ['{n} 分钟', '{n} minutes'],
  serves: ['{n} 人份', 'serves {n}'],
  ingredients: ['食材', 'Ingredients'],
  steps: ['步骤', 'Steps'],
  like: ['点赞', 'Like'],
  share: ['分享', 'Share'],
  addAll: ['全部加入购物车（{n}）', 'All into the cart ({n})'],
  noneInStock: ['食材暂时都没货', 'Nothing is in stock'],
  left: ['不含 {names}', 'Without {names}'],
  and: ['、', ', '],
  added: ['{n} 样已加入购物车', '{n} are in your cart'],
  addedThere: ['加入了 {n} 样，另外 {there} 样购物车里已有', '{n} added, {there} were in your cart'],
  allThere: ['购物车里都有了', 'All of it is in your cart'],
});
