import { defineTexts } from '../ui/texts.ts';

export const t = defineTexts({
  hello: ['我是 {staff}', 'I am {staff}'],
  lead: ['加我微信，买什么、怎么做都可以问我', 'Add me on WeChat and ask me anything'],
  press: ['长按识别，或点一下放大', 'Press it, or tap to enlarge'],
  code: ['导购的企业微信码', 'The WeCom code of our staff'],
  friend: ['你已经是 {staff} 的好友', '{staff} is a friend of yours already'],
  friendText: ['回到微信聊天里就能找到', 'You find the chat in WeChat'],
  closed: ['现在没有导购可以接待', 'Nobody can receive you just now'],
  closedText: ['晚点再来看看，先逛逛商城吧', 'Come again later, and look around meanwhile'],
  shop: ['去逛逛', 'To the shop'],
});
