import { defineTexts } from '../../../ui/texts.ts';

export const { useText: useDoctorText } = defineTexts('scrm.doctor', {
  title: ['配置检查', 'Configuration check'],
  purpose: [
    '企业微信要用起来，这些都得配对。检查时直接问企业微信，哪一项不对，就说该在哪里改什么。',
    'What WeCom needs before it works. A check asks WeCom itself, and says for whatever is wrong where to change what.',
  ],
  run: ['现在检查', 'Check now'],
  again: ['重新检查', 'Check again'],
  done: ['检查完了', 'Checked'],
  checked: ['检查于', 'Checked'],
  all_well: ['都正常', 'All is well'],
  wrong: ['{{n}} 项要处理', '{{n}} to be mended'],
  unsure: ['{{n}} 项还看不出', '{{n}} not known yet'],
  never: ['还没有检查过', 'Nobody has looked yet'],
  never_hint: ['大约要几秒钟，不会改动任何配置。', 'It takes some seconds, and changes nothing.'],
  not_connected: ['还没有接入企业微信', 'WeCom is not connected yet'],
  not_connected_hint: ['先填好企业和应用，再来检查。', 'Fill in corp and app first.'],
  connect: ['去接入', 'Connect it'],
  mend: ['怎么办', 'What to do'],
});
