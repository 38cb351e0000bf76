import { defineTexts } from '../../ui/texts.ts';

export const { useText: useMemberDayText } = defineTexts('member-days', {
  title: ['会员日', 'Member days'],
  purpose: [
    '每周、每月固定的日子，或会员自己的生日：当天更便宜、积分更多、有礼可领。到点自动开始和结束。',
    'Days that come again, or birthdays: lower prices, more points, something to take. They begin and end by themselves.',
  ],
  empty: ['还没有会员日', 'No member days yet'],
  empty_hint: [
    '先定一个：每周三积分双倍，或生日当月 9 折。',
    'Begin with one: double points every Wednesday, or 10% off in the month of the birthday.',
  ],
  add: ['新建会员日', 'New member day'],
  edit: ['编辑会员日', 'Edit member day'],
  name: ['名称', 'Name'],
  state: ['状态', 'State'],
  gives: ['内容', 'What it gives'],
  next: ['下一次', 'Next'],
  own: ['各自的生日', 'Everybody’s own'],
  taken: ['领取记录', 'What was taken'],
  open_ledger: ['查看', 'Look'],
  created: ['创建时间', 'Created'],
  end: ['停用', 'End'],
  end_title: ['停用「{{name}}」', 'End “{{name}}”'],
  end_body: [
    '从现在起不再打折、多积分和领礼；已经领到的照常使用。',
    'From now on no prices, points or gifts of it; what was taken stays good.',
  ],
  resume: ['重新启用', 'Resume'],
  saved: ['已保存', 'Saved'],
});
