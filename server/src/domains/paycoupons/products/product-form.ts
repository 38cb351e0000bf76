import type { Field } from '@huoshui/contracts/form';
import { words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';

/** Bounds are those of 创建商品券 (pay.weixin.qq.com/doc/brand/4015736297; wechatpay-skills 2026-04-28: 3 to 12 characters). */
const fields = [
  {
    key: 'coupon',
    label: words('店里的优惠券', 'The shop’s coupon'),
    kind: 'picker',
    of: 'coupon',
    hint: words(
      '全场可用的满减券或折扣券；之后发出的每一张都会同时出现在她的微信卡包里',
      'An amount or a percentage off all goods; each one issued from now on also lies in her WeChat',
    ),
  },
  {
    key: 'name',
    label: words('卡包里的名称', 'Its name in WeChat'),
    kind: 'text',
    min: 3,
    max: 12,
    hint: words('3 到 12 个字', '3 to 12 characters'),
  },
  {
    key: 'picture',
    label: words('券面图片', 'Its picture'),
    kind: 'text',
    max: 200,
    upload: 'picture',
    hint: words('正方形，至少 1080 像素宽；会裁成正方形', 'A square of 1080 pixels at least; it is cut to one'),
  },
  {
    key: 'description',
    label: words('使用说明', 'How it is used'),
    kind: 'text',
    max: 200,
    lines: 3,
    hint: words(
      '顾客在微信里看到，例如：在小程序下单时选择使用',
      'Shoppers read it in WeChat, e.g. “Choose it when you order in our mini program”',
    ),
  },
] as const satisfies readonly Field[];

export const productForm = form({
  fields,
  sentence: ({ coupon, name }, names) => {
    const own = names('coupon', coupon) ?? words('这张券', 'the coupon');
    return words(
      `「${own.zh}」以后每发一张，都以「${name}」放进她的微信卡包；用掉、退回、过期都会告诉微信`,
      `Each “${own.en}” issued from now on lies in her WeChat as “${name}”; WeChat hears when it is used, comes back or ends`,
    );
  },
});
