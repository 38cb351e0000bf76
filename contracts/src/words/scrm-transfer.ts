import { words } from '../words.ts';

/** Which friends of a member are handed over. */
export const transferWhom = {
  all: words('全部好友', 'All friends'),
  bought: words('下过单的', 'Who has bought'),
  not_bought: words('没下过单的', 'Who has not bought'),
} as const;

/** How far it is with one who is handed over. */
export const handoverState = {
  planned: words('排队', 'Planned'),
  asked: words('正在提交', 'Being asked for'),
  waiting: words('等顾客 24 小时', 'Her 24 hours run'),
  done: words('已转接', 'Handed over'),
  refused: words('顾客拒绝', 'She refused'),
  full: words('接替人已满', 'The taker is full'),
  failed: words('没有转成', 'Failed'),
  stopped: words('已停止', 'Stopped'),
} as const;

export const transferState = {
  running: words('进行中', 'Under way'),
  done: words('已结束', 'Over'),
  stopped: words('已停止', 'Stopped'),
} as const;
