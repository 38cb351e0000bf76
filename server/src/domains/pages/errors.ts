import { defineErrors } from '../../platform/errors.ts';

export const pageErrors = defineErrors('pages', {
  not_found: { status: 404, zh: '没有找到这个页面，或者它还没有上线', en: 'No such page, or it is not live' },
  no_version: { status: 404, zh: '没有这个版本', en: 'No such version' },
  no_member: { status: 404, zh: '没有找到这个会员', en: 'No such member' },
  name_taken: { status: 409, zh: '已经有同名的页面', en: 'Another page has this name', at: 'name' },
  saved_since: {
    status: 409,
    zh: '刚才又有人保存过，请看一眼再发布',
    en: 'It was saved again a moment ago: have a look, then publish',
  },
  empty: { status: 400, zh: '一个区块都没有，不能发布', en: 'Without any block it cannot be published' },
  bad_times: { status: 400, zh: '结束时间要晚于开始，也要晚于现在', en: 'It ends after it begins, and after now' },
  not_open: { status: 409, zh: '这个版本已经结束或下线', en: 'This version is over or withdrawn' },
});
