import { defineErrors } from '../../platform/errors.ts';

export const messagingErrors = defineErrors('messaging', {
  template_not_found: { status: 404, zh: '没有找到这个消息模板', en: 'No such message template' },
  message_not_found: { status: 404, zh: '没有找到这条消息', en: 'No such message' },
});
