import { defineErrors } from '../../platform/errors.ts';

export const activityErrors = defineErrors('activities', {
  not_found: { status: 404, zh: '没有找到这个活动', en: 'No such activity' },
  no_such_entry: { status: 404, zh: '这份邀请已经不在了', en: 'This invitation is there no more' },
  name_taken: { status: 409, zh: '已经有同名的活动', en: 'Another activity has this name', at: 'name' },
  stopped: { status: 409, zh: '它已经终止，不能再改', en: 'It was stopped, for good' },
  over: { status: 409, zh: '活动已经结束', en: 'It is over' },
  days_gone: {
    status: 409,
    zh: '结束日已经过去，请先改日期',
    en: 'Its last day has passed: change its days first',
    at: 'days',
  },
  not_open: { status: 409, zh: '现在不能参加', en: 'Nobody can take part in it now' },
  not_for_her: { status: 403, zh: '这次活动不面向你', en: 'This activity is not for you' },
  full: { status: 409, zh: '名额已满', en: 'No place is left' },
  by_doing: {
    status: 409,
    zh: '下单就自动参加，不用报名',
    en: 'Taking part begins with an order: there is nothing to press',
  },
});
