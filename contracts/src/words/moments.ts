import { words } from '../words.ts';

/** What stands below the text of a moment: WeCom takes pictures or a link, no mini-program card. */
export const momentCard = {
  none: words('只发文字', 'Text alone'),
  product: words('商品', 'A product'),
  home: words('商城首页', 'The front of the shop'),
  pictures: words('商品图片', 'Pictures of products'),
} as const;

export const momentState = {
  planned: words('待下发', 'Planned'),
  creating: words('下发中', 'Being made'),
  running: words('进行中', 'Under way'),
  ended: words('已结束', 'Ended'),
  stopped: words('已停止', 'Stopped'),
  failed: words('没有建成', 'Not made'),
} as const;

/** How far one member of staff is. */
export const momentSenderState = {
  planned: words('待下发', 'Planned'),
  waiting: words('等她发表', 'Waits for her'),
  published: words('已发表', 'Published'),
  unpublished: words('没有发表', 'Not published'),
  refused: words('企业微信没有接受', 'Refused by WeCom'),
} as const;

export const momentReaction = {
  like: words('点赞', 'Liked'),
  comment: words('评论', 'Commented'),
} as const;
