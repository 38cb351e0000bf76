import type { Draft } from '@huoshui/contracts/form';
import { initialValues } from '@huoshui/contracts/form-values';
import sharp from 'sharp';
import { addDays, shanghaiDay } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { stockForm } from './stock-form.ts';

/** Values of a stock of ten for this and the next twenty days: 5 yuan off from 30, one a person, settled at use. */
export function stockValues(now: Date, values: Draft = {}): Draft {
  const today = shanghaiDay(now);
  return {
    ...initialValues(stockForm.fields),
    ...{ name: '满 30 减 5', description: '付款时自动抵扣', total: 10, from: today, until: addDays(today, 20) },
    ...values,
  };
}

/** Values that put a template of the shop's coupons into WeChat, with a picture that lies with the shop. */
export async function productValues(ctx: Ctx, coupon: string): Promise<Draft> {
  const picture = sharp({ create: { width: 60, height: 40, channels: 3, background: '#0F8B8D' } }).png();
  return {
    ...{ coupon, name: 'Ten off', description: 'Choose it when you order' },
    picture: await ctx.files.putImage(await picture.toBuffer()),
  };
}
