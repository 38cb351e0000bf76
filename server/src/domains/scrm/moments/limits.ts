import { words } from '@huoshui/contracts/words';

const MAKING = 'https://developer.work.weixin.qq.com/document/path/95094';
const LISTS = 'https://developer.work.weixin.qq.com/document/path/93333';

/** What WeCom allows, as it stood on a day. */
export const momentLimits = [
  {
    words: words('内容', 'What it may hold'),
    value: words(
      '2000 字（4000 字节）；9 张图、1 个视频或 1 个链接，不能混用，没有小程序卡片',
      '2 000 characters (4 000 bytes); nine pictures, one video or one link, no mixture, no mini-program card',
    ),
    source: MAKING,
    asOf: '2025-09-11',
  },
  {
    words: words('创建任务', 'Making one'),
    value: words('每分钟 10 次，每月 10 万次', 'Ten a minute, a hundred thousand a month'),
    source: MAKING,
    asOf: '2025-09-11',
  },
  {
    words: words('圈定客户', 'Whom it is for'),
    value: words('只能按企业标签；最多 10 万位导购', 'By corp tags alone; at most 100 000 members of staff'),
    source: MAKING,
    asOf: '2025-09-11',
  },
  {
    words: words('每位客户', 'Each customer'),
    value: words(
      '一天最多看到 3 条（接口文档没有写，来自服务商说明）',
      'Is shown three a day at most (the API does not say so, vendors do)',
    ),
    source: 'https://source.showdoc.com.cn/yunzhenji/11490698131402110',
    asOf: '2026-11-29',
  },
  {
    words: words('查询', 'Looking'),
    value: words(
      '互动要按「一条朋友圈 × 一位导购」逐个查；评论内容看不到；已删除的不返回',
      'Answers are asked for moment by moment and member by member; what comments say is not told, nor what was deleted',
    ),
    source: LISTS,
    asOf: '2023-12-01',
  },
];
