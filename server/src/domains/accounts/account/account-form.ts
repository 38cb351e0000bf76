import type { ValuesOf } from '@huoshui/contracts/form';
import { valuesOf, type Words, words } from '@huoshui/contracts/words';
import { accountMode, accountType } from '@huoshui/contracts/words/accounts';
import { form } from '../../../platform/form/form.ts';

const optionsOf = <Value extends string>(of: Readonly<Record<Value, Words>>) =>
  valuesOf(of).map((value) => ({ value, label: of[value] }));
const kept = words('已经填过；不填就不换', 'Already there; empty keeps it');

const fields = [
  { key: 'name', label: words('名称', 'Name'), kind: 'text', max: 30 },
  {
    key: 'theme',
    label: words('主题', 'Theme'),
    kind: 'text',
    max: 30,
    optional: true,
    hint: words('矩阵里它管什么，例如：早餐、育儿', 'What it is about among the others, e.g. breakfast'),
  },
  { key: 'type', label: words('类型', 'Type'), kind: 'choice', options: optionsOf(accountType), initial: 'service' },
  {
    key: 'verified',
    label: words('已认证', 'Certified'),
    kind: 'switch',
    initial: true,
    hint: words('类型和认证决定能做什么', 'Type and certificate decide what it may do'),
  },
  { key: 'appid', label: words('开发者 ID（AppID）', 'AppID'), kind: 'text', max: 64 },
  {
    key: 'originalId',
    label: words('原始 ID', 'Original id'),
    kind: 'text',
    max: 64,
    optional: true,
    hint: words('公众号设置里的 gh_ 开头的一串', 'Begins with gh_, among the settings of the account'),
  },
  {
    key: 'secret',
    label: words('开发者密码（AppSecret）', 'AppSecret'),
    kind: 'text',
    max: 100,
    optional: true,
    hint: kept,
  },
  { key: 'token', label: words('令牌（Token）', 'Token'), kind: 'text', max: 32, optional: true, hint: kept },
  {
    key: 'mode',
    label: words('消息加解密方式', 'How messages are sealed'),
    kind: 'choice',
    options: optionsOf(accountMode),
    initial: 'safe',
  },
  {
    key: 'aesKey',
    label: words('消息加解密密钥（EncodingAESKey）', 'EncodingAESKey'),
    kind: 'text',
    max: 43,
    optional: true,
    hint: kept,
  },
] as const;

export type AccountValues = ValuesOf<typeof fields>;

export const accountForm = form({
  fields,
  problem: ({ aesKey, appid }) => {
    if (!/^\w+$/.test(appid))
      return { at: 'appid', words: words('只有字母、数字和下划线', 'Letters, digits and _ alone') };
    return aesKey !== null && !/^[A-Za-z0-9]{43}$/.test(aesKey)
      ? { at: 'aesKey', words: words('应为 43 位字母和数字', 'It has 43 letters and digits') }
      : null;
  },
  sentence: ({ name, type, verified }) =>
    words(
      `${name}：${verified ? '已认证的' : '未认证的'}${accountType[type].zh}`,
      `${name}: a ${verified ? 'certified' : 'not certified'} ${accountType[type].en.toLowerCase()}`,
    ),
});
