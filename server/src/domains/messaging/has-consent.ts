import { type Words, words } from '@huoshui/contracts/words';
import { consentState } from '@huoshui/contracts/words/messaging';
import { type RawBuilder, sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { except, personsAmong, personsOfQuery } from '../../platform/event-store/person-set.ts';
import { form } from '../../platform/form/form.ts';
import { everyone } from '../analytics/index.ts';
import { condition } from '../audiences/index.ts';

type State = keyof typeof consentState;

/**
 * What she allows of one template, over all her accounts; the four answers leave nobody out and nobody twice. Grants keep no history: at
 * a moment of the past it is answered as things stand.
 */
export const hasConsent = condition({
  kind: 'consent',
  about: 'consent',
  words: words('消息订阅还剩几次', 'Consent to a message'),
  form: form({
    fields: [
      { key: 'template', label: words('消息模板', 'Message'), kind: 'picker', of: 'template' },
      {
        key: 'state',
        label: words('订阅情况', 'How she stands'),
        kind: 'choice',
        options: options({
          left: words('点过允许，还没用完', 'she allowed it, and some is left'),
          used_up: words('允许过，次数用完了', 'she allowed it, and nothing is left'),
          refused: words('拒绝了，一次也没剩', 'she said no, and nothing is left'),
          never: words('还没有回答过', 'she has not answered yet'),
        }),
        initial: 'left',
      },
      {
        key: 'atLeast',
        label: words('至少还能发', 'At least'),
        kind: 'count',
        unit: words('次', 'times'),
        min: 1,
        max: 99,
        initial: 1,
        when: { field: 'state', is: ['left'] },
      },
    ],
    sentence: ({ template, state, atLeast }, names) => say(state, atLeast, names('template', template)),
  }),
  async persons(ctx, { template, state, atLeast }, asOf) {
    if (state !== 'never') return personsAmong(await standing(ctx, template, held(state, atLeast), sql`true`));
    return except(personsOfQuery(everyone(asOf)), personsAmong(await standing(ctx, template, sql`true`, sql`true`)));
  },
  async holds(ctx, { template, state, atLeast }, personNos) {
    const among = sql`person_no = any(${[...personNos]}::int[])`;
    if (state !== 'never') return new Set(await standing(ctx, template, held(state, atLeast), among));
    const asked = new Set(await standing(ctx, template, sql`true`, among));
    return new Set(personNos.filter((no) => !asked.has(no)));
  },
});

function options(hints: Readonly<Record<State, Words>>) {
  const option = (value: State) => ({ value, label: consentState[value], hint: hints[value] });
  return [option('left'), option('used_up'), option('refused'), option('never')] as const;
}

function say(state: string, atLeast: number | null, template: Words | null): Words {
  const { zh, en } = template ?? words('已删除的消息', 'a message that is gone');
  switch (state) {
    case 'left':
      return words(
        `「${zh}」至少还能发 ${atLeast} 次`,
        `still allows “${en}” ${atLeast === 1 ? 'once' : `${atLeast} times`}`,
      );
    case 'used_up':
      return words(`允许过「${zh}」，次数已用完`, `allowed “${en}” and has nothing left`);
    case 'refused':
      return words(`拒绝了「${zh}」`, `refused “${en}”`);
    default:
      return words(`没有被问过「${zh}」`, `was never asked for “${en}”`);
  }
}

/** Refused: by each account that answered. */
function held(state: string, atLeast: number | null): RawBuilder<unknown> {
  if (state === 'left') return sql`sum(remaining) >= ${atLeast ?? 1}`;
  const nothing = sql`sum(remaining) = 0`;
  return state === 'refused' ? sql`${nothing} and bool_and(refused)` : sql`${nothing} and not bool_and(refused)`;
}

async function standing(
  ctx: Ctx,
  template: string,
  having: RawBuilder<unknown>,
  among: RawBuilder<unknown>,
): Promise<number[]> {
  const { rows } = await sql<{ personNo: number }>`
    select person_no from messaging.consent where template_key = ${template} and ${among} group by person_no having ${having}
  `.execute(ctx.db);
  return rows.map(({ personNo }) => personNo);
}
