import type { Draft, Field, Problem } from '@huoshui/contracts/form';
import { words } from '@huoshui/contracts/words';
import type { Config } from '../../../../config.ts';
import { checkTemplateData, fieldTypeOf } from '../../../../wechat/index.ts';
import type { Content, Variables } from '../../channel.ts';
import { fill, textIn } from '../../fill.ts';
import type { BuiltIn } from '../../template.ts';

/** Which field of the template chosen at WeChat each line of ours goes into, in order. */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  careReminder: ['thing1', 'thing2', 'time3', 'thing4'],
  couponArrived: ['thing1', 'thing2', 'date3', 'thing4'],
  couponExpiring: ['thing1', 'date2', 'thing3'],
  cartCoupon: ['thing1', 'thing2', 'date3', 'thing4'],
  orderRestore: ['character_string1', 'thing2', 'thing3'],
  reviewInvite: ['character_string1', 'thing2', 'thing3'],
  bestSellers: ['thing1', 'thing2'],
  birthdayCoupon: ['thing1', 'thing2', 'date3', 'thing4'],
  habitDay: ['thing1', 'time2', 'thing3'],
  runsOut: ['thing1', 'date2', 'thing3'],
  themeDay: ['thing1', 'thing2'],
  backInStock: ['thing1', 'amount2', 'thing3'],
  priceFell: ['thing1', 'amount2', 'amount3', 'thing4'],
  pointsExpiring: ['character_string1', 'date2', 'thing3'],
  cardEnding: ['thing1', 'date2', 'thing3'],
  checkInReminder: ['thing1', 'thing2', 'thing3'],
  flashSoon: ['thing1', 'time2', 'thing3'],
  playGoesOn: ['thing1', 'time2', 'thing3'],
  themeCame: ['thing1', 'thing2'],
  orderShipped: ['character_string1', 'thing2', 'thing3', 'character_string4', 'thing5'],
  pickupReady: ['character_string1', 'thing2', 'thing3', 'time4', 'thing5'],
  refundDone: ['character_string1', 'thing2', 'amount3', 'thing4'],
};

/** The lines of a template with WeChat's keys; empty where WeChat has no such template. */
export function linesOf(template: BuiltIn) {
  const keys = KEYS[template.key] ?? [];
  return template.lines.flatMap((line, index) => {
    const key = keys[index];
    return key ? [{ ...line, key }] : [];
  });
}

/** The apps that can ask for and send subscribe messages: each has templates of its own at WeChat. */
export function miniPrograms(config: Config) {
  return config.wechat.apps.filter(({ kind }) => kind === 'mini_program');
}

const ID = 'wechatTemplateId_';
export const idKey = (appid: string) => `${ID}${appid}`;

/** WeChat's id of a template in an app and the field it stands in; for nobody in particular (null) that of any app. */
export function wechatTemplateIdFor(values: Draft, app: string | null): { readonly at: string; readonly id: string } {
  const keys = app === null ? Object.keys(values).filter((key) => key.startsWith(ID)) : [idKey(app)];
  const at = keys.find((key) => textIn(values, key) !== '') ?? keys[0] ?? ID;
  return { at, id: textIn(values, at) };
}

export function fieldsFor(template: BuiltIn, config: Config): readonly Field[] | null {
  const apps = miniPrograms(config);
  const lines = lineFields(template);
  if (lines === null) return null;
  return [
    ...apps.map(
      ({ appid, name, templates }): Field => ({
        key: idKey(appid),
        kind: 'text',
        label:
          apps.length > 1
            ? words(`微信模板 ID（${name}）`, `WeChat template id (${name})`)
            : words('微信模板 ID', 'WeChat template id'),
        hint: words('在微信公众平台「订阅消息」里选用模板后得到', 'From “Subscribe messages” in the WeChat admin'),
        max: 64,
        optional: true,
        initial: templates[template.key] ?? '',
      }),
    ),
    ...lines,
  ];
}

/** What it says, field by field, and what a tap opens; null where WeChat has no such template. */
export function lineFields(template: BuiltIn): readonly Field[] | null {
  const lines = linesOf(template);
  if (lines.length === 0) return null;
  return [
    ...lines.map(
      ({ key, label, text }): Field => ({ key, kind: 'text', label, hint: hintOf(key), max: 100, initial: text }),
    ),
    {
      key: 'page',
      kind: 'text',
      label: words('点击后打开的页面', 'Page to open'),
      max: 200,
      optional: true,
      initial: template.page,
    },
  ];
}

/** A line that WeChat would refuse with 47003, or that would be cut, the examples filled in. */
export function problemOf({ template, values }: Content, examples: Variables): Problem | null {
  for (const { key, label } of linesOf(template)) {
    const [found] = checkTemplateData({ [key]: fill(textIn(values, key), examples) });
    if (found) return { at: key, words: REFUSED[found.reason](label.zh, label.en) };
  }
  return null;
}

const REFUSED = {
  unknown_type: (zh: string, en: string) => words(`微信没有这种字段：${zh}`, `WeChat has no such field: ${en}`),
  empty: (zh: string, en: string) => words(`${zh}不能为空`, `${en} must not be empty`),
  emoji: (zh: string, en: string) => words(`${zh}不能有表情符号`, `${en} must hold no emoji`),
  line_break: (zh: string, en: string) => words(`${zh}的首尾不能换行`, `${en} must not begin or end with a line break`),
  too_long: (zh: string, en: string) => words(`${zh}代入示例后太长`, `${en} is too long with the examples filled in`),
  bad_format: (zh: string, en: string) =>
    words(`${zh}代入示例后不合微信的格式`, `${en}, with the examples filled in, has not the form that WeChat asks for`),
} as const;

/** What WeChat takes in a field, by the type in its key. Source: parameter table of subscribeMessage.send, 2026-11. */
function hintOf(key: string) {
  switch (fieldTypeOf(key)) {
    case 'thing':
      return words(`${key}：不超过 20 个字`, `${key}: at most 20 characters`);
    case 'character_string':
      return words(`${key}：不超过 32 个数字、字母或符号`, `${key}: at most 32 digits, letters or symbols`);
    case 'time':
      return words(`${key}：24 小时制的时间，可带日期`, `${key}: a time of day, with or without its date`);
    case 'date':
      return words(`${key}：日期，如 2026年11月28日`, `${key}: a date, as 2026年11月28日`);
    case 'amount':
      return words(`${key}：金额，不超过 10 位数字`, `${key}: an amount of at most 10 digits`);
    default:
      return words(key, key);
  }
}
