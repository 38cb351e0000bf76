import { type Words, words } from '@huoshui/contracts/words';

type Sourced = { readonly words: Words; readonly source: string; readonly asOf: string };

/** By a code a group takes so many, staff counted. */
export const MOST_BY_CODE = 200;
/** Groups of one join way. */
export const MOST_GROUPS = 5;

/** What the platform allows, as data: shown beside the group codes. */
export const groupLimits: readonly Sourced[] = [
  {
    words: words(
      `扫码最多进 ${MOST_BY_CODE} 人，之后只能由群成员邀请，到 500 人为止`,
      `By a code ${MOST_BY_CODE} people at most; beyond that members invite, up to 500`,
    ),
    source: 'm.ab173.com/jiaocheng/2349.html',
    asOf: '2026-11-29',
  },
  {
    words: words(`一个「加入群聊」最多 ${MOST_GROUPS} 个群`, `At most ${MOST_GROUPS} groups a join way`),
    source: 'developer.work.weixin.qq.com/document/path/99547',
    asOf: '2026-01-05',
  },
  {
    words: words('「加入群聊」和「联系我」一共 50 万个', 'Join ways and contact ways share a quota of 500 000'),
    source: 'developer.work.weixin.qq.com/document/path/99547',
    asOf: '2026-01-05',
  },
  {
    words: words(
      '企业能邀请进群的客户有总数：没有验证的 200 位，验证了而日活不到 50 人的 5 万位',
      'A corp may have so many customers in groups: 200 unverified, 50 000 verified with up to 50 active staff',
    ),
    source: 'crm.bytell.cn/blog/wework/5305',
    asOf: '2026-11-29',
  },
];
