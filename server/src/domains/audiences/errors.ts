import { defineErrors } from '../../platform/errors.ts';

export const audienceErrors = defineErrors('audiences', {
  moves_undecided: {
    status: 409,
    zh: '按新规则有 {count} 位会员要换阶段，请选择静默应用，还是让相关旅程对他们开始',
    en: 'By these rules {count} members change their stage: say whether silently, or journeys start for them',
  },
  segment_not_found: { status: 404, zh: '没有这个人群', en: 'There is no such segment' },
  no_member: { status: 404, zh: '没有这位会员', en: 'There is no such member' },
  segment_name_taken: {
    status: 409,
    zh: '已有名为「{name}」的人群',
    en: 'Another segment is called “{name}”',
    at: 'name',
  },
  segment_ring: {
    status: 409,
    zh: '人群不能引用自己：{path}',
    en: 'A segment cannot ask for itself: {path}',
  },
  segment_is_list: { status: 409, zh: '名单没有可刷新的条件', en: 'A list has no condition to look at again' },
  segment_not_a_list: { status: 409, zh: '按条件圈选的人群没有名单', en: 'A segment by a rule has no list' },
  segment_list_long: { status: 400, zh: '名单最多 {most} 行', en: 'A list has at most {most} lines' },
  no_list_file: { status: 400, zh: '请选择一个文件', en: 'Choose a file' },
  tag_rule_ended: { status: 409, zh: '这条规则已结束', en: 'The rule has ended' },
  segment_in_use: {
    status: 409,
    zh: '还有 {count} 处在用这个人群，请刷新后再确认',
    en: 'The segment is used in {count} more places: load the page anew and look at them first',
  },
  segment_archived: {
    status: 409,
    zh: '人群已归档，请先重新使用',
    en: 'The segment is archived: take it into use again first',
  },
  segment_nobody: {
    status: 409,
    zh: '其中没有会员，未生成人群',
    en: 'There is no member in it, so no segment was made',
  },
  tag_rule_not_found: { status: 404, zh: '没有这条标签规则', en: 'There is no such rule of a tag' },
  tag_has_rule: { status: 409, zh: '标签「{tag}」已有规则', en: 'The tag “{tag}” has a rule already', at: 'tag' },
  too_many_tag_rules: { status: 409, zh: '最多 {most} 条标签规则', en: 'At most {most} rules of tags' },
  number_unknown: { status: 404, zh: '没有「{name}」这个数字', en: 'There is no number called {name}' },
});
