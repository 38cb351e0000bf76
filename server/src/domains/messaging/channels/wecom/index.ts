import { words } from '@huoshui/contracts/words';
import { channel } from '@huoshui/contracts/words/messaging';
import { sql } from 'kysely';
import type { Channel, Composition, Content, Recipient, Variables } from '../../channel.ts';
import { fillFields, textIn } from '../../fill.ts';

const source = 'https://developer.work.weixin.qq.com/document/path/92135';
const asOf = '2025-11-17';
const LONGEST = 1000;

/** Where her staff is known, and how they are asked to write to her. */
export type StaffPort = Required<Pick<Channel, 'find' | 'send'>>;

/**
 * 导购企微消息: a mass message of WeCom for one customer, or for all whom the same member of staff tells the same. She confirms it, so it is known
 * after hours or days whether it was sent; what she did not send goes by the next channel. Nobody is reached before staff are known (`wecomBy`).
 */
export const wecom: Channel = {
  name: 'wecom',
  words: channel.wecom,
  seen: words('点开卡片时', 'When she opens the card'),
  // It is sent once WeCom says that staff sent it and she got it.
  arrived: sql<boolean>`true`,
  cost: 0,
  limits: [
    { kind: 'cap', per: 'month', count: 28, source, asOf },
    { kind: 'length', of: words('正文', 'Text'), max: LONGEST, source, asOf },
  ],
  atOnce: 500,
  fields: (template) => [
    {
      key: 'text',
      kind: 'text',
      label: words('正文', 'Text'),
      max: LONGEST,
      lines: 5,
      initial: [template.title, ...template.lines.map(({ label, text }) => `${label.zh}：${text}`)].join('\n'),
    },
    {
      key: 'page',
      kind: 'text',
      label: words('卡片打开的页面', 'Page of the card'),
      max: 200,
      optional: true,
      initial: template.page,
    },
    {
      key: 'title',
      kind: 'text',
      label: words('卡片标题', 'Title of the card'),
      max: 21,
      initial: template.title.slice(0, 21),
    },
  ],
  find: async () => new Map(),
  may: ({ address, more }: Recipient) => (address === null ? 'no_address' : more.full === 'yes' ? 'channel_cap' : 'ok'),
  compose,
  send: async (_ctx, _wechat, letters) =>
    letters.map(({ id }) => ({ id, state: 'refused', error: 'no staff are known' })),
};

export const wecomBy = (port: StaffPort): Channel => ({ ...wecom, ...port });

function compose({ values }: Content, variables: Variables): Composition {
  const keys = ['text', 'title', ...(textIn(values, 'page') === '' ? [] : ['page'])];
  const filled = fillFields(values, keys, variables);
  if (!filled.ok) return filled;
  const [text = '', title = '', page = ''] = filled.texts;
  const lines = text.split('\n').map((line) => ({ label: null, text: line }));
  return { ok: true, composed: { title, lines, page, data: { text } } };
}
