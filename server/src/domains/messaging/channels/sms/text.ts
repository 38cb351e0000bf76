import { createHash } from 'node:crypto';
import type { Draft, Field, Problem } from '@huoshui/contracts/form';
import { words } from '@huoshui/contracts/words';
import type { Content, Variables } from '../../channel.ts';
import { fill, lacking, textIn, unfit } from '../../fill.ts';
import type { BuiltIn } from '../../template.ts';
import type { SmsVendor } from './vendor.ts';

/** Letters of a link's own part: no two that look alike. */
export const LINK_LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
export const LINK_LENGTH = 10;
const LINK = 'link';

export function smsFields(template: BuiltIn): readonly Field[] {
  const offered = template.sms ?? false;
  return [
    {
      key: 'use',
      kind: 'switch',
      label: words('这条消息可以用短信发', 'This message may go by text'),
      hint: words(
        '打开后文案交给服务商审核，通过才会发',
        'The text is then handed in for review and goes out once it is approved',
      ),
      initial: offered,
    },
    {
      key: 'text',
      kind: 'text',
      label: words('短信内容', 'Text'),
      hint: words('不写签名和退订方式，会自动加上', 'Without signature and how to unsubscribe: both are added'),
      max: 400,
      lines: 4,
      initial: initialText(template),
    },
    {
      key: 'link',
      kind: 'switch',
      label: words('末尾带打开小程序的链接', 'End with a link into the mini program'),
      initial: template.page !== '',
    },
    {
      key: 'page',
      kind: 'text',
      label: words('链接打开的页面', 'Page that the link opens'),
      max: 200,
      optional: true,
      initial: template.page,
    },
  ];
}

/** What is said elsewhere in lines, in one: the first of them, for a text costs by its length. */
function initialText({ title, lines, smsText }: BuiltIn): string {
  if (smsText !== undefined) return smsText;
  const told = lines.filter(({ label }) => label.zh !== '温馨提示').slice(0, 3);
  return `${title}：${told.map(({ label, text }) => `${label.zh}${text}`).join('，')}`;
}

/** The text as the vendor reviews it: our names as its places, the link and how to unsubscribe behind it. */
export function reviewedText(vendor: SmsVendor, { template, values }: Content, publicUrl: string): string {
  const text = textIn(values, 'text')
    .trim()
    .replace(/\{\{\s*(\w+)\s*\}\}/g, (_whole, name: string) => vendor.place(name));
  return ended(vendor, template, text, hasLink(values) ? ` ${publicUrl}/s/${vendor.place(LINK)} ` : '');
}

function ended(vendor: SmsVendor, { kind }: BuiltIn, text: string, link: string): string {
  if (kind === 'service') return `${text}${link}`.trim();
  return `${text}${link === '' ? '，' : link}${vendor.ending}`;
}

export function hashOf(vendor: SmsVendor, signName: string, { kind }: BuiltIn, text: string): string {
  return createHash('sha256')
    .update(JSON.stringify([vendor.name, signName, kind, text]))
    .digest('hex')
    .slice(0, 32);
}

export const isUsed = (values: Draft): boolean => values.use === true;
export const hasLink = (values: Draft): boolean => values.link === true;

export type Filled =
  | { readonly ok: true; readonly text: string; readonly values: Variables }
  | { readonly ok: false; readonly problem: Problem };

/** The words of one text, and what its places take: short enough, and without what a carrier turns into question marks. */
export function fillText(vendor: SmsVendor, content: Content, variables: Variables, url: string): Filled {
  const { template, values } = content;
  const written = textIn(values, 'text').trim();
  const missing = lacking(written, variables);
  if (missing !== null) return unfit('text', words(`没有变量 ${missing} 的值`, `There is no value for ${missing}`));
  const fitted = Object.fromEntries(
    [...written.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map(([, name = '']) => [
      name,
      fitValue(vendor, variables[name] ?? ''),
    ]),
  );
  const link = hasLink(values) ? ` ${url} ` : '';
  const text = ended(vendor, template, fill(written, fitted), link);
  if (text === '') return unfit('text', words('内容是空的', 'It is empty'));
  return { ok: true, text, values: fitted };
}

/** `¥29.90` is `29.90元`: the sign of the yuan comes out as a question mark on some phones. */
export function fitValue({ longestValue }: SmsVendor, value: string): string {
  const plain = value
    .replace(/[¥￥]\s?(\d[\d,.]*)/g, '$1元')
    .replace(/\p{Extended_Pictographic}|️/gu, '')
    .replace(/https?:\/\/|www\./gi, '')
    .replace(/[【】]/g, '')
    .trim();
  const letters = [...plain];
  // Counted as the vendor counts: a letter beyond the first plane is two.
  while (letters.join('').length > longestValue) letters.pop();
  return letters.join('');
}
