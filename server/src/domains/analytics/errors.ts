import { defineErrors } from '../../platform/errors.ts';

export const analyticsErrors = defineErrors('analytics', {
  overloaded: { status: 429, zh: '上报太多，请稍后重试', en: 'Too many events, try again shortly' },
  not_stored: { status: 503, zh: '事件暂时无法保存，请稍后重试', en: 'Events cannot be stored right now, try again' },
  bad_funnel: { status: 400, zh: '漏斗设置有误:{why}', en: 'Bad funnel: {whyEn}' },
});
