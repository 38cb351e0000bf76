import { words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { cancelDeliveries, queueDeliveries } from '../../webhooks/index.ts';
import { readInfos } from '../queries.ts';
import { causeOf, nodePrefix, visitKey } from '../run.ts';
import { step } from '../step.ts';
import { next } from '../ways.ts';

/** Tells a system outside of the shop. What that does may reach her, so the holdout is kept away. */
export const webhook = step({
  kind: 'webhook',
  words: words('通知外部系统', 'Tell another system'),
  group: 'tell',
  form: form({
    fields: [
      { key: 'webhook', label: words('外部接口', 'Webhook'), kind: 'picker', of: 'webhook' },
      {
        key: 'event',
        label: words('事件名', 'Event'),
        hint: words('对方靠它分辨是什么事', 'By it the other side knows what this is about'),
        kind: 'text',
        max: 40,
        initial: 'journey_step',
      },
    ],
    problem: ({ event }) =>
      /^[a-z][a-z0-9_.]*$/.test(event)
        ? null
        : {
            at: 'event',
            words: words('用小写字母、数字、点和下划线', 'Lower case letters, digits, dots and underscores'),
          },
    sentence: ({ webhook, event }, names) => {
      const name = names('webhook', webhook);
      return words(
        `通知「${name?.zh ?? '外部系统'}」：${event}`,
        `Tell ${name === null ? 'another system' : `“${name.en}”`}: ${event}`,
      );
    },
  }),
  ways: [next],
  reaches: () => ({}),
  async run(ctx, plan, node, runs) {
    const infos = await readInfos(ctx, runs);
    const journey = { id: plan.journeyId, name: plan.name, node: node.key, version: plan.version };
    await queueDeliveries(
      ctx,
      runs.flatMap((run) => {
        const info = infos.get(run.id);
        if (!info) return [];
        return [
          {
            key: visitKey(run, node),
            webhookId: node.values.webhook,
            event: node.values.event,
            memberId: info.memberId,
            data: { journey, runId: run.id, context: info.context },
            because: causeOf(plan),
          },
        ];
      }),
    );
    return [{ runs, way: 'next' }];
  },
  undo: async (ctx, _plan, node, runs) =>
    cancelDeliveries(
      ctx,
      runs.map(({ runId }) => nodePrefix(runId, node)),
    ),
});
