/** What shoppers and staff read in WeCom, who are spoken to in Chinese. */
export const TAG_GROUP = '活水活码';
export const CARD_TITLE = '你的专属优惠券，点开就能用';
export const WELCOME_GIFT = '添加导购的见面礼';
export const MEMBER_TAG_GROUP = '活水会员标签';
export const STAFF_GIFT = '导购送你的券';
export const STAFF_COUPON_CARD = '送你一张券，点开就能用';
export const MASS_GIFT = '导购发给你的券';
export const USE_GROUP_WELCOME = '启用入群欢迎语';
export const useGroupWelcome = (beginning: string): string =>
  `打开这个群 → 右上角群设置 → 入群欢迎语，选「${beginning}…」开头的那条`;
/** Of a customer who deleted her member of staff. */
export const lostTitle = (customer: string): string => `${[...customer].slice(0, 24).join('')} 删除了你`;
export const LOST_HINT =
  '她在企业微信里已经收不到你的消息。想想最近给她发过什么；她有手机号的话可以打个电话，问一句有没有没处理好的事。';
export const othersHint = (names: readonly string[]): string => `她还是 ${names.join('、')} 的好友，先和同事对一下。`;
/** The card of the corp's app for a manager, in the morning. */
export const MANAGER_TITLE = '今天等你看的';
export const MANAGER_BUTTON = '打开待办';
export function managerText(waits: { readonly late: number; readonly lost: number; readonly numbers: number }): string {
  return [
    ...(waits.late > 0 ? [`组员的待办 ${waits.late} 条等你看`] : []),
    ...(waits.lost > 0 ? [`昨天有 ${waits.lost} 位顾客删除了导购`] : []),
    ...(waits.numbers > 0 ? [`手机号名单里 ${waits.numbers} 位过了日子还没加`] : []),
  ].join('；');
}
