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
  no_such_team: { status: 404, zh: '没有找到这个团', en: 'No such team' },
  team_hers: { status: 409, zh: '你已经在这个团里了', en: 'You are in this team already' },
  team_full: {
    status: 409,
    zh: '这个团刚刚满了，可以参加别的团，或者自己开一个',
    en: 'This team has just become full: join another, or begin one yourself',
  },
  team_over: { status: 409, zh: '这个团已经结束，可以自己开一个', en: 'This team is over: begin one yourself' },
  team_early: { status: 409, zh: '拼团还没开始', en: 'The group buy has not begun' },
  team_ended: { status: 409, zh: '拼团活动已经结束', en: 'The group buy is over' },
  team_enough: { status: 409, zh: '你参加的次数已经到上限', en: 'You have taken part as often as one may' },
  team_newcomers_only: { status: 403, zh: '这个团只有新客能参加', en: 'Only newcomers may join this team' },
  team_sold_out: { status: 409, zh: '拼团名额已满', en: 'The group buy has no place left' },
  team_not_for_her: { status: 403, zh: '这次拼团不面向你', en: 'This group buy is not for you' },
  team_goods: { status: 409, zh: '这个规格不在这次拼团里', en: 'This is not among the goods of the team' },
  team_too_many: { status: 409, zh: '拼团每单最多 {most} 件', en: 'At most {most} pieces an order in a team' },
  team_complete: {
    status: 409,
    zh: '已经成团，不能退团了；要退款请在订单里申请售后',
    en: 'The team is complete: to give it back, ask for a refund of the order',
  },
  by_doing: {
    status: 409,
    zh: '下单就自动参加，不用报名',
    en: 'Taking part begins with an order: there is nothing to press',
  },
});
