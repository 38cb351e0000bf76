import { words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { sent } from '../../messaging/index.ts';
import { nodeField } from '../node-field.ts';
import { anyKeyOf, question } from '../question.ts';

export const openedMessage = question({
  kind: 'opened_message',
  words: words('点开过消息', 'Opened a message'),
  form: form({
    fields: [nodeField(words('哪一步的消息', 'Message of step'), 'tells')],
    sentence: ({ node }) => words(`点开过「${node}」的消息吗？`, `Opened the message of “${node}”?`),
  }),
  ask: async (ctx, { values }, runs) => anyKeyOf(runs, values.node, async (keys) => sent.openedKeys(ctx, keys)),
});
