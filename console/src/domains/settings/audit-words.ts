import type { RouteKey } from '../../ground/api.ts';
import { useLanguage } from '../../ui/figures.tsx';

type Entry = { readonly action: string; readonly summary: string };

/** What a route does, for entries whose summary is no more than the route itself. */
const deeds: Readonly<Partial<Record<RouteKey, readonly [zh: string, en: string]>>> = {
  'POST /api/admin/categories': ['新建分类', 'Created a category'],
  'PATCH /api/admin/categories/:id': ['修改分类', 'Changed a category'],
  'DELETE /api/admin/categories/:id': ['删除分类', 'Deleted a category'],
  'POST /api/admin/products': ['新建商品', 'Created a product'],
  'PUT /api/admin/products/:id': ['修改商品', 'Changed a product'],
  'PUT /api/admin/products/:id/status': ['上架或下架商品', 'Put a product on or off sale'],
  'POST /api/admin/stock': ['调整库存', 'Changed stock'],
  'POST /api/admin/orders/:id/shipment': ['发货', 'Shipped an order'],
  'POST /api/admin/orders/:id/refunds': ['给订单退款', 'Refunded an order'],
  'POST /api/admin/refunds/:id/decision': ['处理退款申请', 'Decided a refund'],
  'POST /api/admin/refunds/:id/retry': ['重试退款', 'Retried a refund'],
  'POST /api/admin/coupons': ['新建优惠券', 'Created a coupon'],
  'PUT /api/admin/coupons/:id': ['修改优惠券', 'Changed a coupon'],
  'PUT /api/admin/coupons/:id/state': ['开始或结束发放优惠券', 'Started or ended a coupon'],
  'POST /api/admin/promotions': ['新建满减活动', 'Created a promotion'],
  'PUT /api/admin/promotions/:id': ['修改满减活动', 'Changed a promotion'],
  'PUT /api/admin/promotions/:id/state': ['结束满减活动', 'Ended a promotion'],
  'POST /api/admin/budgets': ['新建预算', 'Created a budget'],
  'PATCH /api/admin/budgets/:id': ['修改预算', 'Changed a budget'],
  'POST /api/admin/playbooks/:key/journey': ['开启剧本', 'Switched a playbook on'],
  'POST /api/admin/playbooks/:key/dry-run': ['试算剧本', 'Dry-ran a playbook'],
  'PUT /api/admin/journeys/:id/state': ['运行、暂停或结束旅程', 'Started, paused or ended a journey'],
  'PATCH /api/admin/message-templates/:id': ['修改消息模板', 'Changed a template'],
  'POST /api/admin/files': ['上传图片', 'Uploaded a picture'],
  'PUT /api/admin/settings/shop': ['修改店铺设置', 'Changed the shop settings'],
  'PUT /api/admin/settings/governance': ['修改频控与免打扰', 'Changed the sending limits'],
  'PUT /api/admin/settings/lifecycle': ['修改生命周期规则', 'Changed the lifecycle rules'],
};

/** A summary that someone wrote is kept; a bare route is told as a deed. */
export function useAuditWords(): (entry: Entry) => string {
  const index = useLanguage() === 'en' ? 1 : 0;
  const byAction = new Map<string, readonly [string, string]>(Object.entries(deeds));
  return ({ action, summary }) =>
    /[\u3400-\u9fff]/.test(summary) ? summary : (byAction.get(action)?.[index] ?? summary);
}
