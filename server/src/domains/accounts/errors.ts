import { defineErrors } from '../../platform/errors.ts';

export const accountErrors = defineErrors('accounts', {
  not_found: { status: 404, zh: '没有找到这个公众号', en: 'No such official account' },
  taken: {
    status: 409,
    zh: '这个公众号已经接入，或者已有同名的',
    en: 'It is connected already, or another has its name',
  },
  rule_not_found: { status: 404, zh: '没有找到这条规则', en: 'No such rule' },
  rule_name_taken: { status: 409, zh: '已经有同名的规则', en: 'Another rule has this name' },
  menu_not_found: { status: 404, zh: '没有找到这个菜单', en: 'No such menu' },
  menu_tag_taken: { status: 409, zh: '这个公众号已经有给这些人的菜单', en: 'This account has a menu for them already' },
  broadcast_not_found: { status: 404, zh: '没有找到这条群发', en: 'No such broadcast' },
  broadcast_name_taken: { status: 409, zh: '已经有同名的群发', en: 'Another broadcast has this name', at: 'name' },
  broadcast_started: { status: 409, zh: '它已经启动或结束，不能再改', en: 'It was started, or is over' },
  broadcast_past: {
    status: 409,
    zh: '发送时间已经过去，请先改时间',
    en: 'Its time has passed: change it first',
    at: 'day',
  },
  may_not: {
    status: 409,
    zh: '「{name}」没有这项权限：{what}',
    en: '“{name}” may not do this: {what}',
  },
});
