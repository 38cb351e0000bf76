import { defineTexts } from '../../../ui/texts.ts';

export const { useText: useGroupWelcomeText } = defineTexts('scrm.group-welcomes', {
  title: ['入群欢迎语', 'Group welcomes'],
  purpose: [
    '有人进群时自动说的话。写好后发布到企业微信；企业微信规定要由群主在群设置里启用，所以每个群的群主会收到一张待办。',
    'What is said when somebody joins. It is published to WeCom from here; WeCom has the owner of each group use it in the settings of the group, so each gets a card.',
  ],
  search: ['名称、内容', 'Name or words'],
  create: ['新建入群欢迎语', 'New group welcome'],
  change: ['修改入群欢迎语', 'Change a group welcome'],
  name: ['名称', 'Name'],
  text: ['欢迎语', 'Words'],
  does: ['给哪些群', 'For which groups'],
  used: ['已启用 / 群', 'In use / groups'],
  state: ['状态', 'State'],
  trouble: ['问题', 'Trouble'],
  published: ['发布时间', 'Published'],
  created: ['创建时间', 'Made'],
  made: ['已创建，正在发布', 'Made; it is being published'],
  saved: ['已保存，正在发布', 'Saved; it is being published'],
  publish: ['再发布一次', 'Publish again'],
  publishing: ['正在发布', 'It is being published'],
  archive: ['停用', 'Archive'],
  archived: ['已停用', 'Archived'],
  restore: ['恢复', 'Bring back'],
  restored: ['已恢复', 'Brought back'],
  live: ['使用中', 'In use'],
  empty: ['还没有入群欢迎语', 'No group welcome yet'],
  empty_hint: [
    '先在「客户群」给群打上标签，再写一条：告诉刚进群的人群里有什么、规矩在哪。',
    'Tag your customer groups first, then write one: what the group is good for, and where its rules are.',
  ],
});
