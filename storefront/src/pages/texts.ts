import { defineTexts } from '../ui/texts.ts';

export const t = defineTexts({
  guess: ['猜你喜欢', 'You may like'],
  together: ['买了还买', 'Bought as well'],
  next: ['该补货了', 'Time to stock up'],
  sold: ['大家常买', 'Often bought'],
  feed: ['为你挑的', 'Picked for you'],
  freeFrom: ['满 {amount} 元免运费', 'Free delivery over ¥{amount}'],
  alone: ['单买', 'Alone'],
  articles: ['值得一读', 'Worth reading'],
  takes: ['{n} 分钟', '{n} minutes'],
  serves: ['{n} 人份', 'serves {n}'],
  and: ['、', ', '],
  more: ['更多', 'More'],
  takeQuiz: ['去测一测', 'Take it'],
  playVideo: ['播放视频', 'Play the video'],
  gone: ['这个页面已经下线', 'This page is no longer there'],
  goneHint: ['看看店里别的吧', 'Have a look at the rest of the shop'],
  toHome: ['回首页', 'To the shop'],
});
