import { words } from '@huoshui/contracts/words';
import { fieldTypeOf, fitField } from '../../../../wechat/index.ts';
import type { Composition, Content, Variables } from '../../channel.ts';
import { fill, fillFields, textIn, unfit } from '../../fill.ts';
import { linesOf } from './fields.ts';

/** A notice of WeChat: each line in its field, fitted to the field's type; `ids` say whose template it is. */
export function composeNotice({ template, values }: Content, variables: Variables, ids: Variables): Composition {
  const lines = linesOf(template);
  const page = textIn(values, 'page');
  const keys = [...lines.map((line) => line.key), ...(page === '' ? [] : ['page'])];
  const filled = fillFields(values, keys, variables);
  if (!filled.ok) return filled;
  const data: Record<string, string> = { ...ids };
  for (const [index, { key }] of lines.entries()) {
    const type = fieldTypeOf(key);
    const fitted = type ? fitField(type, filled.texts[index] ?? '') : null;
    if (fitted === null) return unfit(key, words('内容不合微信的规则', 'WeChat would refuse it'));
    data[key] = fitted;
  }
  return {
    ok: true,
    composed: {
      title: fill(template.title, variables),
      lines: lines.map(({ key, label }) => ({ label: label.zh, text: data[key] ?? '' })),
      page: fill(page, variables),
      data,
    },
  };
}
