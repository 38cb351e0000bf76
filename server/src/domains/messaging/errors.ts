import { defineErrors } from '../../platform/errors.ts';

export const messagingErrors = defineErrors('messaging', {
  template_not_found: { status: 404, zh: '没有找到这个消息模板', en: 'No such message template' },
  field_unknown: { status: 400, zh: '模板里没有字段 {key}', en: 'The template has no field {key}' },
  field_too_long: {
    status: 400,
    zh: '字段「{label}」代入示例后不符合微信规则（{problem}），请缩短或修改',
    en: 'Field {label} breaks WeChat’s rules with the example filled in ({problem})',
  },
  variable_unknown: { status: 400, zh: '没有名为 {name} 的变量', en: 'There is no variable {name}' },
  message_not_found: { status: 404, zh: '没有找到这条消息', en: 'No such message' },
});
