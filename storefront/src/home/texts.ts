import { defineTexts } from '../ui/texts.ts';

export const t = defineTexts({
  scan: ['扫一扫', 'Scan'],
  search: ['搜搜想吃的', 'What would you like to eat?'],
  strangeCode: ['没认出这个码', 'This code is not one of ours'],
  freeFrom: ['满 {amount} 元免运费', 'Free delivery over ¥{amount}'],
  look: ['去看看', 'Have a look'],
  picked: ['今日推荐', 'Picked today'],
});
