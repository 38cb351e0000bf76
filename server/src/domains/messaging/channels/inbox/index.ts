import { words } from '@huoshui/contracts/words';
import { channel } from '@huoshui/contracts/words/messaging';
import { sql } from 'kysely';
import type { Channel, Composition, Content, Variables } from '../../channel.ts';
import { fillFields, textIn } from '../../fill.ts';
import { inboxRoutes } from './routes.ts';

/** 站内信: the row itself is what she reads in the mini program, so nothing is sent. */
export const inbox: Channel = {
  name: 'inbox',
  words: channel.inbox,
  seen: words('在「我的消息」里点开时', 'When she opens it in “My messages”'),
  arrived: sql<boolean>`true`,
  cost: 0,
  limits: [],
  atOnce: 500,
  fields: (template) => [
    { key: 'title', kind: 'text', label: words('标题', 'Title'), max: 60, initial: template.title },
    {
      key: 'text',
      kind: 'text',
      label: words('正文', 'Text'),
      max: 500,
      lines: 5,
      initial: template.lines.map(({ label, text }) => `${label.zh}:${text}`).join('\n'),
    },
    {
      key: 'page',
      kind: 'text',
      label: words('点击后打开的页面', 'Page to open'),
      max: 200,
      optional: true,
      initial: template.page,
    },
  ],
  find: async (_ctx, asked) => new Map(asked.map(({ id, memberId }) => [id, [{ address: memberId }]])),
  may: () => 'ok',
  compose,
  mounts: { routes: inboxRoutes },
};

function compose({ values }: Content, variables: Variables): Composition {
  const keys = ['title', 'text', ...(textIn(values, 'page') === '' ? [] : ['page'])];
  const filled = fillFields(values, keys, variables);
  if (!filled.ok) return filled;
  const [title = '', text = '', page = ''] = filled.texts;
  return {
    ok: true,
    composed: { title, lines: text.split('\n').map((line) => ({ label: null, text: line })), page, data: {} },
  };
}
