import { words } from '@huoshui/contracts/words';
import type { Ctx } from '../../../platform/ctx.ts';
import { form } from '../../../platform/form/form.ts';
import { queueMessages } from '../../messaging/index.ts';
import { readInfos } from '../queries.ts';
import { type At, causeOf, type Plan, type Visitor, visitKey } from '../run.ts';
import { step } from '../step.ts';
import { next } from '../ways.ts';

const channels = [
  { value: 'subscribe', label: words('订阅消息', 'Subscribe message') },
  { value: 'inbox', label: words('站内信', 'Inbox message') },
] as const;

const fields = [
  { key: 'template', label: words('消息模板', 'Template'), kind: 'picker', of: 'template' },
  {
    key: 'channels',
    label: words('渠道', 'Channels'),
    hint: words('按顺序：前一个没有额度时用后一个', 'In order: the next is taken where the first has no consent'),
    kind: 'choices',
    options: channels,
    min: 1,
    initial: ['subscribe', 'inbox'],
  },
] as const;

export const message = step({
  kind: 'message',
  words: words('发送消息', 'Send a message'),
  group: 'tell',
  form: form({
    fields,
    sentence: ({ template, channels: chosen }, names) => {
      const name = names('template', template) ?? template;
      const [first, second] = chosen.map((value) => channels.find((c) => c.value === value)?.label);
      const tail = second ? words(`，没有额度时用${second.zh}`, `, else ${second.en}`) : words('', '');
      return words(`发送「${name}」（${first?.zh ?? ''}${tail.zh}）`, `Send “${name}” (${first?.en ?? ''}${tail.en})`);
    },
  }),
  ways: [next],
  reaches: () => ({ tells: true }),
  async run(ctx, plan, node, runs) {
    await ask(ctx, plan, node, runs, false);
    return [{ runs, way: 'next' }];
  },
  holdout: async (ctx, plan, node, runs) => ask(ctx, plan, node, runs, true),
});

/** Ask for a message for each; what the held out would have got is written down as held out. */
async function ask(
  ctx: Ctx,
  plan: Plan,
  node: At<typeof fields>,
  runs: readonly Visitor[],
  heldOut: boolean,
): Promise<void> {
  const infos = await readInfos(ctx, runs);
  await queueMessages(
    ctx,
    runs.flatMap((run) => {
      const info = infos.get(run.id);
      if (!info) return [];
      return [
        {
          key: visitKey(run, node),
          memberId: info.memberId,
          personNo: run.personNo,
          templateKey: node.values.template,
          channels: node.values.channels,
          variables: info.context,
          because: causeOf(plan),
          heldOut,
        },
      ];
    }),
  );
}
