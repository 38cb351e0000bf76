import { periodText } from '@huoshui/contracts/form-numbers';
import { words } from '@huoshui/contracts/words';
import { MINUTE_MS } from '../../../platform/calendar.ts';
import { form } from '../../../platform/form/form.ts';
import { staffOfMembers, unknownVariable, VARIABLES_HINT } from '../../scrm/index.ts';
import { askTodos, dropTodos } from '../../todos/index.ts';
import { readInfos } from '../queries.ts';
import { causeOf, nodePrefix, visitKey } from '../run.ts';
import { type Step, step, type Way } from '../step.ts';
import { next } from '../ways.ts';

const nobody: Way = { key: 'nobody', words: words('没有导购好友', 'No friend of staff') };

/**
 * A card for her own member of staff in WeCom, with what is to be sent ready on it. What is sent she sends herself, so it is the
 * person's own message. The holdout is kept away; who has nobody goes the other way.
 */
export const staffTask: Step = step({
  kind: 'staff_task',
  words: words('让她的导购跟进', 'Ask her own staff'),
  group: 'tell',
  form: form({
    fields: [
      { key: 'title', label: words('做什么', 'What to do'), kind: 'text', max: 40 },
      {
        key: 'say',
        label: words('准备好的话', 'What is ready to be said'),
        hint: VARIABLES_HINT,
        kind: 'text',
        max: 600,
        lines: 4,
        optional: true,
      },
      { key: 'product', label: words('附上商品卡片', 'With a product'), kind: 'picker', of: 'product', optional: true },
      {
        key: 'coupon',
        label: words('可以送的券', 'With a coupon to give'),
        hint: words('导购点发送时才放进她的卡包', 'It goes into her wallet when staff send it'),
        kind: 'picker',
        of: 'coupon',
        optional: true,
      },
      {
        key: 'within',
        label: words('多久之内', 'Within'),
        kind: 'period',
        min: 10,
        max: 60 * 1440,
        initial: 1440,
      },
    ],
    problem: ({ say }) => {
      const unknown = say === null ? null : unknownVariable(say);
      return unknown === null
        ? null
        : { at: 'say', words: words(`没有「${unknown}」这个变量`, `There is no variable “${unknown}”`) };
    },
    sentence: ({ title, within, coupon }, names) => {
      const period = periodText(within);
      const given = coupon === null ? null : names('coupon', coupon);
      return words(
        `让她的导购${period.zh}之内「${title}」${given ? `，送「${given.zh}」` : ''}`,
        `Her own staff: “${title}” within ${period.en}${given ? `, with “${given.en}”` : ''}`,
      );
    },
  }),
  ways: [next, nobody],
  reaches: () => ({}),
  async run(ctx, plan, node, runs) {
    const infos = await readInfos(ctx, runs);
    const staff = await staffOfMembers(
      ctx,
      [...infos.values()].map(({ memberId }) => memberId),
    );
    const { title, say, product, coupon, within } = node.values;
    const asked = runs.flatMap((run) => {
      const info = infos.get(run.id);
      const staffId = info && staff.get(info.memberId);
      return info && staffId ? [{ run, memberId: info.memberId, staffId }] : [];
    });
    await askTodos(
      ctx,
      asked.map(({ run, memberId, staffId }) => ({
        key: visitKey(run, node),
        memberId,
        personNo: run.personNo,
        title,
        text: '',
        dueAt: new Date(ctx.now().getTime() + within * MINUTE_MS),
        assigneeId: null,
        staffId,
        content: { text: say, product, coupon },
        because: causeOf(plan),
      })),
    );
    const has = new Set(asked.map(({ run }) => run.id));
    return [
      { runs: runs.filter(({ id }) => has.has(id)), way: 'next' },
      { runs: runs.filter(({ id }) => !has.has(id)), way: 'nobody' },
    ];
  },
  undo: async (ctx, _plan, node, runs) =>
    dropTodos(
      ctx,
      runs.map(({ runId }) => nodePrefix(runId, node)),
    ),
});
