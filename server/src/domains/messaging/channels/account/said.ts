import type { Field } from '@huoshui/contracts/form';
import { words } from '@huoshui/contracts/words';
import type { Composition, Content, Variables } from '../../channel.ts';
import { fill, fillFields, textIn } from '../../fill.ts';
import type { BuiltIn } from '../../template.ts';

/** Characters, so that words and link stay within the 2 048 bytes that WeChat takes. */
export const LONGEST = 500;

/** A message in the chat of an account: words of the shop's own, as one would write them. */
export function saidField({ title, lines }: BuiltIn): Field {
  return {
    key: 'text',
    kind: 'text',
    label: words('正文', 'Text'),
    max: LONGEST,
    lines: 5,
    initial: [title, ...lines.map(({ label, text }) => `${label.zh}：${text}`)].join('\n'),
  };
}

/** `link`: the words of the link to its page, where it leads to one. */
export function composeSaid({ template, values }: Content, variables: Variables): Composition {
  const leads = textIn(values, 'page') !== '';
  const filled = fillFields(values, ['text', ...(leads ? ['page', 'link'] : [])], variables);
  if (!filled.ok) return filled;
  const [text = '', page = '', link = ''] = filled.texts;
  const said = [...text.split('\n'), ...(leads ? [`${link} ›`] : [])];
  return {
    ok: true,
    composed: {
      title: fill(template.title, variables),
      lines: said.map((line) => ({ label: null, text: line })),
      page,
      data: { text, link },
    },
  };
}
