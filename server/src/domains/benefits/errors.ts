import { defineErrors } from '../../platform/errors.ts';

export const benefitErrors = defineErrors('benefits', {
  budget_not_found: { status: 404, zh: '没有找到这个预算', en: 'No such budget' },
  limit_below_committed: {
    status: 409,
    zh: '预算不能低于已占用的金额',
    en: 'A budget cannot be set below what it has already committed',
  },
  package_not_found: { status: 404, zh: '没有找到这个礼包', en: 'No such package' },
  grant_not_found: { status: 404, zh: '没有找到这条发放记录', en: 'No such grant' },
  not_revocable: {
    status: 409,
    zh: '已使用或已失效的权益不能收回',
    en: 'It was used or has ended and cannot be taken back',
  },
});
