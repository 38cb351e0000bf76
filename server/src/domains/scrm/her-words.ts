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
