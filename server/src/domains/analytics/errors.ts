import { defineErrors } from '../../platform/errors.ts';

export const analyticsErrors = defineErrors('analytics', {
  overloaded: { status: 429, zh: '上报太多，请稍后重试', en: 'Too many events, try again shortly' },
  not_stored: { status: 503, zh: '事件暂时无法保存，请稍后重试', en: 'Events cannot be stored right now, try again' },
  bad_funnel: { status: 400, zh: '漏斗设置有误:{why}', en: 'Bad funnel: {whyEn}' },
  no_report: { status: 404, zh: '没有这个报表', en: 'There is no such report' },
  no_question: { status: 404, zh: '没有这个保存的分析', en: 'There is no such saved question' },
  no_dashboard: { status: 404, zh: '没有这个看板', en: 'There is no such dashboard' },
  not_yours: {
    status: 403,
    zh: '「{name}」是别人的，只能看，不能改',
    en: '“{name}” is somebody else’s: you can see it, not change it',
  },
  no_target: { status: 404, zh: '没有这个经营目标', en: 'There is no such target' },
  target_taken: {
    status: 409,
    zh: '这个指标在这个周期已经有目标了，修改那一个即可',
    en: 'This figure has a target for that period: change that one',
  },
  no_anomaly: { status: 404, zh: '没有这条异常', en: 'There is no such unusual day' },
  no_briefing: { status: 404, zh: '没有这份简报', en: 'There is no such briefing' },
  no_delivery: { status: 404, zh: '没有这条发送记录', en: 'There is no such delivery' },
  not_failed: { status: 409, zh: '只有没送出的才能重发', en: 'Only one that failed is sent again' },
  full: { status: 409, zh: '一个看板最多放 {most} 个', en: 'A dashboard holds {most} at most' },
  bad_tiles: {
    status: 400,
    zh: '每个分析在看板上只放一次，并且不超出右边',
    en: 'A question stands once on a dashboard, within its width',
  },
});
