import type { ValuesOf } from '@huoshui/contracts/form';
import { joinWords, valuesOf, words } from '@huoshui/contracts/words';
import { transferWhom } from '@huoshui/contracts/words/scrm-transfer';
import { form } from '../../../platform/form/form.ts';

const fields = [
  {
    key: 'from',
    label: words('谁的好友', 'Whose friends'),
    kind: 'picker',
    of: 'wecom_member',
    hint: words(
      '还在岗：顾客 24 小时内可以拒绝；已离职：直接转，24 小时内完成',
      'On the job: customers may refuse for 24 hours. Has left: handed over within 24 hours',
    ),
  },
  { key: 'to', label: words('转给谁', 'To whom'), kind: 'picker', of: 'wecom_staff', many: 20 },
  {
    key: 'whom',
    label: words('转哪些', 'Which of them'),
    kind: 'choice',
    options: valuesOf(transferWhom).map((value) => ({ value, label: transferWhom[value] })),
    initial: 'all',
    hint: words('买得多的先转，位置不够时先留给他们', 'Who bought most goes first, and has the places that are left'),
  },
  {
    key: 'perDay',
    label: words('每位接替人每天最多接', 'To each of them, at most a day'),
    kind: 'count',
    unit: words('人', 'people'),
    min: 1,
    max: 1000,
    initial: 50,
    hint: words('分几天转，来得及一个个打招呼', 'Over some days, so that each can be greeted'),
  },
  {
    key: 'message',
    label: words('转接成功后发给顾客', 'To the customer, once it is done'),
    kind: 'text',
    max: 200,
    lines: 3,
    optional: true,
    hint: words('离职转接时企业微信不发', 'WeCom sends none where somebody has left'),
  },
] as const;

export type TransferValues = ValuesOf<typeof fields>;

export const transferForm = form({
  fields,
  problem: ({ from, to }) =>
    from !== null && (to ?? []).includes(from) ? { at: 'to', words: words('不能转给自己', 'Not to herself') } : null,
  sentence: ({ from, to, whom, perDay }, names) => {
    const name = (id: string) => names('wecom_member', id) ?? words(id, id);
    const takers = joinWords(
      to.map((id) => names('wecom_staff', id) ?? words(id, id)),
      words('、', ', '),
    );
    return words(
      `把 ${name(from).zh} 的好友（${transferWhom[whom].zh}）转给 ${takers.zh}，每人每天最多 ${perDay} 位`,
      `Hand friends of ${name(from).en} (${transferWhom[whom].en.toLowerCase()}) over to ${takers.en}, ${perDay} a day each at most`,
    );
  },
});
