import { clockText } from '@huoshui/contracts/form-numbers';
import { words } from '@huoshui/contracts/words';
import { addDays, shanghaiDay } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { form } from '../../../platform/form/form.ts';
import { nextDaily, whenField } from '../recurring.ts';
import { trigger } from '../trigger.ts';

type Person = { readonly memberId: string; readonly personNo: number };
/** Members by a day of the year, by id, beginning after one. */
type OnDay = (ctx: Ctx, day: string, after: string, limit: number) => Promise<readonly Person[]>;
/** Days that members have: `domains.ts` hands in who has one. */
export type MemberDates = { readonly birthday: OnDay; readonly joined: OnDay };

const AT_ONCE = 10_000;
const dates = {
  birthday: words('生日', 'birthday'),
  joined: words('入会周年', 'anniversary of joining'),
} as const;

/** Some days before or after a day of hers, or on it, at an hour. */
export const memberDate = (onDay: MemberDates) =>
  trigger({
    kind: 'member_date',
    words: words('会员的日子', 'On a day of hers'),
    form: form({
      fields: [
        {
          key: 'date',
          label: words('什么日子', 'Which day'),
          kind: 'choice',
          options: [
            { value: 'birthday', label: words('生日', 'Her birthday') },
            { value: 'joined', label: words('入会周年', 'The anniversary of joining') },
          ],
          initial: 'birthday',
        },
        {
          key: 'when',
          label: words('提前或之后', 'Before or after'),
          kind: 'choice',
          options: [
            { value: 'on', label: words('当天', 'On the day') },
            { value: 'before', label: words('之前', 'Before it') },
            { value: 'after', label: words('之后', 'After it') },
          ],
          initial: 'on',
        },
        {
          key: 'days',
          label: words('几天', 'Days'),
          kind: 'count',
          unit: words('天', 'days'),
          min: 1,
          max: 180,
          initial: 3,
          when: { field: 'when', is: ['before', 'after'] },
        },
        whenField,
      ],
      sentence: ({ date, when, days, minuteOfDay }) => {
        const [{ zh, en }, at] = [dates[date], clockText(minuteOfDay)];
        if (when === 'on') return words(`${zh}当天 ${at}`, `On her ${en}, at ${at}`);
        return when === 'before'
          ? words(`${zh}前 ${days} 天 ${at}`, `${days} days before her ${en}, at ${at}`)
          : words(`${zh}后 ${days} 天 ${at}`, `${days} days after her ${en}, at ${at}`);
      },
    }),
    on: [],
    knows: [],
    entrantOf: () => null,
    comes: {
      next: ({ minuteOfDay }, after) => nextDaily(minuteOfDay, after),
      async whom(ctx, { date, when, days }, at) {
        const ahead = when === 'on' ? 0 : when === 'before' ? (days ?? 0) : -(days ?? 0);
        const day = addDays(shanghaiDay(at), ahead);
        const found: number[] = [];
        for (let after = ''; ; ) {
          const page = await onDay[date](ctx, day, after, AT_ONCE);
          for (const { personNo } of page) found.push(personNo);
          const last = page.at(-1);
          if (!last || page.length < AT_ONCE) return found;
          after = last.memberId;
        }
      },
      because: ({ date, when, days }) => {
        const { zh, en } = dates[date];
        if (when === 'on') return words(`今天是${zh}`, `It is her ${en}`);
        return when === 'before'
          ? words(`还有 ${days} 天是${zh}`, `Her ${en} is in ${days} days`)
          : words(`${zh}已过 ${days} 天`, `Her ${en} was ${days} days ago`);
      },
    },
  });
