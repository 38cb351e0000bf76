import { words } from '../words.ts';

export const experimentState = {
  draft: words('未开始', 'Not begun'),
  running: words('进行中', 'Running'),
  ended: words('已结束', 'Ended'),
} as const;

/** What experiments are about. */
export const experimentSubject = {
  placement: words('弹窗或资源位', 'Pop-up or slot'),
  page_block: words('页面区块', 'Block of a page'),
} as const;

/** What an experiment is read by; all of a person, from when she first saw her arm on. */
export const experimentMetric = {
  bought: words('下单率', 'Share who bought'),
  revenue: words('人均消费', 'Spent a person'),
  orders: words('人均订单', 'Orders a person'),
  basket: words('客单价', 'Spent an order'),
  tapped: words('点击率', 'Share who tapped'),
  closed: words('关闭率', 'Share who closed it'),
} as const;

/** What a metric is to an experiment: what it is decided by, what must not fall, or what is looked at beside. */
export const experimentRole = {
  goal: words('定胜负', 'Decides'),
  guard: words('不能变差', 'Must not get worse'),
  other: words('参考', 'Beside'),
} as const;

export const experimentVerdict = {
  too_few: words('人数还少', 'Too few yet'),
  mismatch: words('分流不对', 'Lost people'),
  better: words('有胜出', 'A winner'),
  harm: words('有代价', 'At a price'),
  worse: words('原样更好', 'As it stands is best'),
  alike: words('差别不大', 'Hardly a difference'),
  unclear: words('还看不出', 'Not clear yet'),
} as const;

/** Whether arms have as many people as were drawn into them. */
export const ratioState = {
  fine: words('正常', 'Fine'),
  mismatch: words('不对', 'Not as drawn'),
  too_few: words('人数还少', 'Too few yet'),
} as const;
