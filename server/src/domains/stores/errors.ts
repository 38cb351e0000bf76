import { defineErrors } from '../../platform/errors.ts';

export const storeErrors = defineErrors('stores', {
  not_found: { status: 404, zh: '没有找到这家门店', en: 'No such store' },
  area_not_found: { status: 404, zh: '没有找到这个配送区域', en: 'No such delivery area' },
  areas_full: { status: 409, zh: '配送区域最多 {most} 个', en: 'At most {most} delivery areas' },
});
