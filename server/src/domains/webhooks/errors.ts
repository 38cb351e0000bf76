import { defineErrors } from '../../platform/errors.ts';

export const webhookErrors = defineErrors('webhooks', {
  not_found: { status: 404, zh: '没有找到这个外部接口', en: 'No such webhook' },
  delivery_not_found: { status: 404, zh: '没有找到这次推送', en: 'No such delivery' },
  not_retryable: {
    status: 409,
    zh: '只有失败或等待中的推送可以重试',
    en: 'Only what failed or waits can be tried again',
  },
});
