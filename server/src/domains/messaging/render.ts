import { shanghaiDay, shanghaiTime } from '../../platform/calendar.ts';
import { fieldTypeOf, fitField } from '../../wechat/index.ts';
import type { Due } from './due.ts';
import { type Field, fill } from './template.ts';
import type { StoredTemplate } from './template-store.ts';

export type Composed = {
  readonly title: string;
  readonly text: string;
  readonly page: string;
  readonly wechatTemplateId: string | null;
  /** Values by WeChat's field keys, made to pass its rules. */
  readonly data: Readonly<Record<string, string>>;
};

/** The words of one message; of a template that is gone only its key is left. */
export function composeFor(
  templates: readonly StoredTemplate[],
  due: Pick<Due, 'id' | 'templateKey' | 'variables'>,
  now: Date,
): Composed {
  const template = templates.find((t) => t.key === due.templateKey);
  if (!template) return { title: due.templateKey, text: '', page: '', wechatTemplateId: null, data: {} };
  return composeFrom(template, { now: chineseTime(now), ...due.variables }, due.id);
}

function composeFrom(
  template: StoredTemplate,
  variables: Readonly<Record<string, string>>,
  messageId: string,
): Composed {
  const values = template.fields.map((field) => ({ field, value: valueOfField(field, variables) }));
  const page = fill(template.page, variables);
  return {
    title: fill(template.title, variables),
    text: values.map(({ field, value }) => `${field.label}:${value}`).join('\n'),
    page: `${page}${page.includes('?') ? '&' : '?'}m=${messageId}`,
    wechatTemplateId: template.wechatTemplateId,
    data: Object.fromEntries(values.map(({ field, value }) => [field.key, value])),
  };
}

/** What cannot be made to fit its field is replaced by a dash rather than refused by WeChat with the whole message. */
function valueOfField(field: Field, variables: Readonly<Record<string, string>>): string {
  const type = fieldTypeOf(field.key);
  const text = fill(field.text, variables);
  return (type && fitField(type, text)) || '-';
}

/** `2026年11月21日 10:00`, as WeChat's time fields want it. */
function chineseTime(at: Date): string {
  return `${chineseDay(at)} ${shanghaiTime(at).slice(11)}`;
}

/** `2026年11月21日`, as WeChat's date fields want it. */
export function chineseDay(at: Date): string {
  const [year, month, date] = shanghaiDay(at).split('-').map(Number);
  return `${year}年${month}月${date}日`;
}
