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
  block_not_live: {
    status: 409,
    zh: '这个区块还没有在线上，先发布页面再开始实验',
    en: 'This block is not live: publish its page first',
  },
  not_as_tested: {
    status: 409,
    zh: '线上的这个区块已经不是做实验的那个，采用不了；可以结束实验、保持原样',
    en: 'As it is live the block is not the one that was tested: end the experiment and leave it as it stands',
  },
  edited_since: {
    status: 409,
    zh: '这个区块在装修里有没发布的修改，采用会盖掉它；先去看一眼，或者选“盖掉没发布的修改”',
    en: 'This block was edited and not published: have a look, or let what was edited give way',
  },
  not_open: { status: 409, zh: '这个版本已经结束或下线', en: 'This version is over or withdrawn' },
});
