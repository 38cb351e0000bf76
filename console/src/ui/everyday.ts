import type { Field, FieldOption } from '@huoshui/contracts/form';
import type { Words } from '@huoshui/contracts/words';

/** Words that people say for the same thing: whoever types one finds what is called by another of its line. */
const alike: readonly (readonly string[])[] = [
  ['浏览', '看过', '看了', '没看', '逛', '点击', 'view', 'look', 'browse'],
  ['下单', '几单', '支付', '订单', '购买', '买', '付款', '成交', 'orders', 'buy', 'bought', 'purchase', 'paid'],
  ['购物车', '加购', 'cart', 'basket'],
  ['权益', '券', '红包', '优惠', '积分', '礼包', '赠', '礼', 'benefit', 'coupon', 'gift', 'points'],
  ['消息', '通知', '短信', '推送', '提醒', '触达', '站内信', 'message', 'push', 'sms', 'notify', 'remind'],
  ['待办', '电话', '任务', '回访', '导购', '人工', '客服', 'to-do', 'call', 'task', 'staff'],
  ['分流', '分组', '对照', '测试', 'split', 'test', 'holdout'],
  ['排定', '定时', '每天', '每周', '每月', '周期', 'set time', 'schedule', 'daily', 'weekly'],
  ['等待', '等到', '延迟', '延时', '间隔', 'wait', 'delay'],
  ['离开', '退出', '结束', 'leave', 'exit', 'end'],
  ['外部', '接口', '系统', 'webhook', 'api', 'outside'],
  ['标签', '打标', 'tag', 'label'],
  ['会员', '用户', '客户', '顾客', 'member', 'customer'],
  ['生命周期', '新客', '老客', '沉睡', '流失', 'lifecycle', 'stage'],
  ['退款', '退货', '售后', 'refund', 'return'],
];

/**
 * Whether what is typed means one of these texts: by its letters, or by another word for the same. Words are held against words of their own
 * language: what is "in order" in English is no 订单.
 */
export function means(typed: string, texts: readonly string[]): boolean {
  const wanted = typed.trim().toLowerCase();
  const held = texts.map((text) => text.toLowerCase());
  if (wanted === '' || held.some((text) => text.includes(wanted))) return true;
  const latin = isLatin(wanted);
  return alike
    .map((line) => line.filter((word) => isLatin(word) === latin))
    .some(
      (line) => line.some((word) => says(wanted, word)) && line.some((word) => held.some((text) => says(text, word))),
    );
}

const isLatin = (word: string): boolean => /^[a-z]/.test(word);

/** Chinese has no spaces between words; of English only a word by its beginning: "send" speaks of no "end". */
function says(text: string, word: string): boolean {
  return isLatin(word) ? new RegExp(`\\b${word}`).test(text) : text.includes(word);
}

/** What a kind of condition, step or trigger is found by: its name in both languages, and what its fields ask for. */
export function textsOf({ words, fields }: { readonly words: Words; readonly fields: readonly Field[] }): string[] {
  const said = (pair: Words) => [pair.zh, pair.en];
  const offered = (field: Field): readonly FieldOption[] =>
    field.kind === 'choice' || field.kind === 'choices' ? field.options : [];
  return [
    ...said(words),
    ...fields.flatMap((field) => [
      ...(field.hint ? said(field.hint) : []),
      ...offered(field).flatMap(({ label }) => said(label)),
    ]),
  ];
}

/** Of some kinds those that are meant by their names, by its letters first; where none is, those whose fields speak of it. */
export function findKinds<K extends { readonly words: Words; readonly fields: readonly Field[] }>(
  kinds: readonly K[],
  typed: string,
): readonly K[] {
  const wanted = typed.trim().toLowerCase();
  const spelled = kinds.filter(({ words }) => [words.zh, words.en].some((name) => name.toLowerCase().includes(wanted)));
  const meant = kinds.filter((kind) => !spelled.includes(kind) && means(typed, [kind.words.zh, kind.words.en]));
  const named = [...spelled, ...meant];
  return named.length > 0 ? named : kinds.filter((kind) => means(typed, textsOf(kind)));
}

/** A choice is found by what it shows, or by another word for the same. */
export const everyday = {
  filterOption: (typed: string, option?: { readonly label?: unknown }): boolean =>
    typeof option?.label === 'string' && means(typed, [option.label]),
};
