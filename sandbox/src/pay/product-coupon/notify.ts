import { createHash } from 'node:crypto';
import { rfc3339 } from '../../world/clock.ts';
import { textOf } from '../../world/json.ts';
import type { TableShape } from '../../world/table.ts';
import type { World } from '../../world/world.ts';
import { type PayEndpoint, PayError, paramError } from '../endpoint.ts';
import { notifyUrlOf } from '../notify-url.ts';
import { checkShape } from '../shape.ts';
import { notifyShape } from './shape.ts';

type Address = { readonly url: string; readonly at: string };
const addresses: TableShape<Address> = { name: 'product-coupon-notify' };
const pictures: TableShape<string> = { name: 'product-coupon-pictures' };

/** Where what becomes of the brand's coupons is told; undefined until it was set. */
export function noticesOf(world: World): string | undefined {
  return world.store.of(addresses).get('brand')?.url;
}

/** Only what was uploaded here is taken as a picture of a coupon. */
export function isUploaded(world: World, url: string): boolean {
  return world.store.of(pictures).get(url) !== undefined;
}

const path = '/brand/marketing/product-coupon/notify-configs';

const setNotices: PayEndpoint = {
  method: 'POST',
  path,
  title: '设置商品券事件通知地址',
  answer: ({ world }, { body }) => {
    checkShape(body, notifyShape);
    const url = notifyUrlOf(world, textOf(body, 'notify_url') ?? '');
    const at = rfc3339(world.clock.now());
    world.store.of(addresses).put('brand', { url, at });
    return { notify_url: url, update_time: at };
  },
};

const getNotices: PayEndpoint = {
  method: 'GET',
  path,
  title: '获取商品券事件通知地址',
  answer: ({ world }) => {
    const set = world.store.of(addresses).get('brand');
    if (set === undefined) throw new PayError(404, 'NOT_FOUND', '未设置商品券事件通知地址');
    return { notify_url: set.url, update_time: set.at };
  },
};

/** Source: pay.weixin.qq.com/doc/brand/4015736285: JPG, BMP or PNG, 2 MB at most. */
const mostBytes = 2 * 1024 * 1024;
const heads = ['ffd8ff', '424d', '89504e47'];

const uploadPicture: PayEndpoint = {
  method: 'POST',
  path: '/brand/marketing/product-coupon/media/upload-image',
  title: '上传商品券图片',
  answer: ({ world }, { body, file }) => {
    if (file === undefined) throw paramError('/file', '缺少图片文件');
    const [name, digest] = [textOf(body, 'filename') ?? '', textOf(body, 'sha256') ?? ''];
    if (!/\.(jpg|bmp|png)$/i.test(name) || name.length > 150)
      throw paramError('/meta/filename', '文件名须以 jpg、bmp、png 为后缀，不超过 150 个字符');
    if (file.length > mostBytes) throw paramError('/file', '图片不能超过 2M');
    if (!heads.some((head) => file.toString('hex', 0, 8).startsWith(head))) throw paramError('/file', '不是图片');
    if (createHash('sha256').update(file).digest('hex') !== digest.toLowerCase())
      throw paramError('/meta/sha256', '图片摘要不一致');
    const url = `https://wxpaylogo.qpic.cn/wxpaylogo/${digest.slice(0, 24)}/0`;
    world.store.of(pictures).put(url, name);
    return { image_url: url };
  },
};

export const noticeEndpoints: readonly PayEndpoint[] = [setNotices, getNotices, uploadPicture];
