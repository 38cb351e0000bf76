import type { Rule, Shape } from '../shape.ts';

const text = (most: number): Rule => ({ text: most });
const whole: Rule = { whole: true };
const yes: Rule = { boolean: true };
const texts: Rule = { texts: 128 };

/** POST /v3/marketing/favor/coupon-stocks */
export const favorStockShape: Shape = {
  stock_name: text(20),
  comment: text(60),
  belong_merchant: text(20),
  available_begin_time: text(32),
  available_end_time: text(32),
  stock_use_rule: {
    object: {
      max_coupons: whole,
      max_amount: whole,
      max_amount_by_day: whole,
      max_coupons_per_user: whole,
      natural_person_limit: yes,
      prevent_api_abuse: yes,
    },
  },
  pattern_info: {
    object: {
      description: text(1000),
      merchant_logo: text(128),
      merchant_name: text(16),
      background_color: text(15),
      coupon_image: text(128),
    },
  },
  coupon_use_rule: {
    object: {
      coupon_available_time: { object: { available_time_after_receive: whole } },
      fixed_normal_coupon: { object: { coupon_amount: whole, transaction_minimum: whole } },
      goods_tag: texts,
      trade_type: texts,
      combine_use: yes,
      available_items: texts,
      unavailable_items: texts,
      available_merchants: texts,
    },
  },
  no_cash: yes,
  stock_type: text(16),
  out_request_no: text(128),
};

/** POST /v3/marketing/favor/users/…/coupons */
export const favorSendShape: Shape = {
  stock_id: text(20),
  out_request_no: text(128),
  appid: text(128),
  stock_creator_mchid: text(20),
  coupon_value: whole,
  coupon_minimum: whole,
};

/** POST /v3/marketing/favor/callbacks */
export const favorCallbackShape: Shape = { mchid: text(20), notify_url: text(256), switch: yes };
