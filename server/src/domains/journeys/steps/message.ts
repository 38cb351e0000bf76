import { joinWords, plainWords, words } from '@huoshui/contracts/words';
import type { Ctx } from '../../../platform/ctx.ts';
import { form } from '../../../platform/form/form.ts';
import { messageChannels, queueMessages } from '../../messaging/index.ts';
import { readInfos } from '../queries.ts';
import { type At, causeOf, type Plan, type Visitor, visitKey } from '../run.ts';
import { step } from '../step.ts';
import { next } from '../ways.ts';

const channels = messageChannels.map(({ name, words }) => ({ value: name, label: words }));

const fields = [
  { key: 'template', label: words('消息模板', 'Template'), kind: 'picker', of: 'template' },
  {
    key: 'channels',
    label: words('渠道', 'Channels'),
    hint: words('按顺序：前一个用不了时用后一个', 'In order: the next is taken where the first cannot be used'),
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
      const name = names('template', template) ?? plainWords(template);
      const ways = joinWords(
        chosen.map((value) => channels.find((c) => c.value === value)?.label ?? value),
        words('，用不了时用', ', else '),
      );
      return words(`发送「${name.zh}」（${ways.zh}）`, `Send “${name.en}” (${ways.en})`);
    },
  }),
  ways: [next],
  reaches: ({ template, channels }) => ({ tells: { template, channels } }),
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
          app: info.context.app,
          usableFrom: info.context.usableFrom ? new Date(info.context.usableFrom) : undefined,
          because: causeOf(plan),
          heldOut,
        },
      ];
    }),
  );
}
