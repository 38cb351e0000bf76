import type { Rule, Shape } from '../shape.ts';

// Source: pay.weixin.qq.com/doc/brand/4015736297 (2025-12-31), 4015736390, 4015736403, 4015736429; wechatpay-product-coupon of
// wechatpay-skills (2026-04-28): its table of limits, and its examples for brands. What only 多次优惠 and 单品券 have is left out.

const text = (most: number): Rule => ({ text: most });
const whole: Rule = { whole: true };
const texts: Rule = { texts: 256 };
const normal: Rule = { object: { threshold: whole, discount_amount: whole } };
const discount: Rule = { object: { threshold: whole, percent_off: whole } };
const page = { appid: text(32), path: text(128), entrance_wording: text(5), guidance_wording: text(6) };

/** POST /brand/marketing/product-coupon/product-coupons */
export const productShape: Shape = {
  out_request_no: text(40),
  scope: text(16),
  type: text(16),
  usage_mode: text(32),
  single_usage_info: { object: { normal_coupon: normal, discount_coupon: discount } },
  display_info: {
    object: { name: text(12), image_url: text(256), background_url: text(256), detail_image_url_list: texts },
  },
  out_product_no: text(40),
  stock: {
    object: {
      remark: text(20),
      coupon_code_mode: text(16),
      stock_send_rule: { object: { max_count: whole, max_count_per_day: whole, max_count_per_user: whole } },
      single_usage_rule: {
        object: {
          coupon_available_period: {
            object: {
              available_begin_time: text(32),
              available_end_time: text(32),
              available_days: whole,
              wait_days_after_receive: whole,
            },
          },
        },
      },
      usage_rule_display_info: {
        object: {
          coupon_usage_method_list: texts,
          mini_program_appid: text(32),
          mini_program_path: text(128),
          app_path: text(128),
          usage_description: text(1000),
          coupon_available_store_info: {
            object: { description: text(1000), mini_program_appid: text(32), mini_program_path: text(128) },
          },
        },
      },
      coupon_display_info: {
        object: { code_display_mode: text(16), background_color: text(16), entrance_mini_program: { object: page } },
      },
      notify_config: { object: { notify_appid: text(32) } },
      store_scope: text(16),
    },
  },
};

const named = { product_coupon_id: text(40), stock_id: text(40), appid: text(32) };

/** POST …/users/{openid}/coupons */
export const sendShape: Shape = { ...named, coupon_code: text(40), send_request_no: text(128), attach: text(150) };
/** POST …/coupons/{coupon_code}/confirm, and …/return */
export const turnShape: Shape = { ...named, out_request_no: text(40) };
/** POST …/coupons/{coupon_code}/deactivate */
export const deactivateShape: Shape = { ...turnShape, deactivate_reason: text(150) };
/** POST …/coupons/{coupon_code}/use */
export const useShape: Shape = {
  ...turnShape,
  use_time: text(32),
  store_id: text(40),
  associated_order_info: {
    object: { transaction_id: text(32), out_trade_no: text(32), mchid: text(32), sub_mchid: text(32) },
  },
};
/** POST …/stocks/{stock_id}/deactivate */
export const stopShape: Shape = { out_request_no: text(40), deactivate_reason: text(150) };
/** POST …/notify-configs */
export const notifyShape: Shape = { notify_url: text(256) };
