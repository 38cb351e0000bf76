import { isRecord, type Json } from '../world/json.ts';
import { PayError, paramError } from './endpoint.ts';

/** What a field may be: a text of so many characters at most, a whole number, true or false, an object, a list. */
export type Rule =
  | { readonly text: number }
  | { readonly whole: true }
  | { readonly boolean: true }
  | { readonly object: Shape }
  | { readonly list: Shape }
  | { readonly texts: number };
export type Shape = { readonly [field: string]: Rule };

/**
 * Refuses what the page of an API does not name, and what is of another type or too long. Source: the field tables of
 * wechatpay-skills (2026-04-28), which say of unknown fields 参数中含有非法的额外参数.
 */
export function checkShape(body: Json, shape: Shape, at = ''): void {
  for (const [name, value] of Object.entries(body)) {
    const rule = shape[name];
    const field = `${at}/${name}`;
    if (!rule)
      throw new PayError(400, 'PARAM_ERROR', '参数中含有非法的额外参数', { field, location: 'body' }, 270924358);
    // A field that is left out and one that is null are the same to it.
    if (value !== undefined && value !== null) checkValue(value, rule, field);
  }
}

function checkValue(value: unknown, rule: Rule, field: string): void {
  if ('text' in rule) {
    if (typeof value !== 'string') throw paramError(field, `${field} 应为字符串`);
    if ([...value].length > rule.text) throw paramError(field, `${field} 超过 ${rule.text} 个字符`);
  } else if ('whole' in rule) {
    if (typeof value !== 'number' || !Number.isInteger(value)) throw paramError(field, `${field} 应为整数`);
  } else if ('boolean' in rule) {
    if (typeof value !== 'boolean') throw paramError(field, `${field} 应为布尔值`);
  } else if ('object' in rule) {
    if (!isRecord(value)) throw paramError(field, `${field} 应为对象`);
    checkShape(value, rule.object, field);
  } else if ('texts' in rule) {
    const right = Array.isArray(value) && value.every((one) => typeof one === 'string' && one.length <= rule.texts);
    if (!right) throw paramError(field, `${field} 应为字符串数组`);
  } else {
    if (!Array.isArray(value)) throw paramError(field, `${field} 应为数组`);
    for (const [index, one] of value.entries()) {
      if (!isRecord(one)) throw paramError(field, `${field}/${index} 应为对象`);
      checkShape(one, rule.list, `${field}/${index}`);
    }
  }
}

const text = (most: number): Rule => ({ text: most });
const whole: Rule = { whole: true };

/** POST /v3/pay/transactions/jsapi */
export const prepayShape: Shape = {
  appid: text(32),
  mchid: text(32),
  description: text(127),
  out_trade_no: text(32),
  time_expire: text(64),
  attach: text(128),
  notify_url: text(255),
  goods_tag: text(32),
  support_fapiao: { boolean: true },
  amount: { object: { total: whole, currency: text(16) } },
  payer: { object: { openid: text(128) } },
  detail: {
    object: {
      cost_price: whole,
      invoice_id: text(32),
      goods_detail: {
        list: {
          merchant_goods_id: text(32),
          wechatpay_goods_id: text(32),
          goods_name: text(256),
          quantity: whole,
          unit_price: whole,
        },
      },
    },
  },
  scene_info: {
    object: {
      payer_client_ip: text(45),
      device_id: text(32),
      store_info: { object: { id: text(32), name: text(256), area_code: text(32), address: text(512) } },
    },
  },
  settle_info: { object: { profit_sharing: { boolean: true } } },
};

/** POST /v3/refund/domestic/refunds */
export const refundShape: Shape = {
  transaction_id: text(32),
  out_trade_no: text(32),
  out_refund_no: text(64),
  reason: text(80),
  notify_url: text(256),
  funds_account: text(32),
  amount: {
    object: { refund: whole, total: whole, currency: text(16), from: { list: { account: text(32), amount: whole } } },
  },
  goods_detail: {
    list: {
      merchant_goods_id: text(32),
      wechatpay_goods_id: text(32),
      goods_name: text(256),
      unit_price: whole,
      refund_amount: whole,
      refund_quantity: whole,
    },
  },
};

/** POST /v3/fund-app/mch-transfer/transfer-bills */
export const transferShape: Shape = {
  appid: text(32),
  out_bill_no: text(32),
  transfer_scene_id: text(36),
  openid: text(64),
  user_name: text(2048),
  transfer_amount: whole,
  transfer_remark: text(32),
  notify_url: text(256),
  user_recv_perception: text(32),
  transfer_scene_report_infos: { list: { info_type: text(15), info_content: text(32) } },
};

/** POST /v3/pay/transactions/out-trade-no/…/close */
export const closeShape: Shape = { mchid: text(32) };
