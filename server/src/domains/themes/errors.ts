import { defineErrors } from '../../platform/errors.ts';

export const themeErrors = defineErrors('themes', {
  not_found: { status: 404, zh: '没有找到这个主题', en: 'No such theme' },
  day_taken: {
    status: 409,
    zh: '「{name}」已经占了这一天，先把它从那天拿下',
    en: '“{name}” has that day: take it off first',
    at: 'weekdays',
  },
  day_over: { status: 409, zh: '这一天已经过去了', en: 'That day is over' },
  no_theme: { status: 404, zh: '这一天没有主题', en: 'That day has no theme' },
  too_late: { status: 409, zh: '这一天已经到了，不用再提醒', en: 'That day has come: there is nothing to remind of' },
  too_early: { status: 409, zh: '只能预约一周以内的主题日', en: 'Only days within a week' },
});
