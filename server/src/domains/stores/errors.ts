import { defineErrors } from '../../platform/errors.ts';

export const storeErrors = defineErrors('stores', {
  not_found: { status: 404, zh: '没有找到这家门店', en: 'No such store' },
});
