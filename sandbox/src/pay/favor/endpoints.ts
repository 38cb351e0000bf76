import type { PayEndpoint } from '../endpoint.ts';
import { favorCallbackEndpoints } from './callback.ts';
import { favorCouponEndpoints } from './coupon.ts';
import { favorFlowEndpoints } from './flows.ts';
import { favorStockEndpoints } from './stock.ts';

/** 代金券. Source: reference 4.11; pay.weixin.qq.com/wiki/doc/apiv3/apis/chapter9_1_*. */
export const favorEndpoints: readonly PayEndpoint[] = [
  ...favorStockEndpoints,
  ...favorCouponEndpoints,
  ...favorCallbackEndpoints,
  ...favorFlowEndpoints,
];
