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
  groupLead: ['上新、优惠和做法，群里先知道', 'What is new, on offer and how to cook it, first in the group'],
  groupPress: ['长按识别进群，或点一下放大', 'Press it to join, or tap to enlarge'],
  groupCode: ['客户群的二维码', 'The code of the group'],
  inGroup: ['你已经在「{group}」里', 'You are in “{group}” already'],
  inGroupText: ['回到微信聊天里就能找到', 'You find the chat in WeChat'],
  groupFull: ['群暂时满了', 'The groups are full just now'],
  groupFullText: ['我们正在开新群，晚点再来看看', 'We are opening another: come again later'],
  noGroup: ['现在没有开放的群', 'No group is open just now'],
  noGroupText: ['先逛逛商城吧', 'Look around the shop meanwhile'],
  shop: ['去逛逛', 'To the shop'],
});
