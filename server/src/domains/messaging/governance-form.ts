import type { ValuesOf } from '@huoshui/contracts/form';
import { clockText } from '@huoshui/contracts/form-numbers';
import type { Governance } from '@huoshui/contracts/messaging';
import { words } from '@huoshui/contracts/words';
import type { Static } from '@sinclair/typebox';
import { form } from '../../platform/form/form.ts';

const messages = words('条', 'messages');

/** How often and when marketing may reach a member at all. */
export const governanceForm = form({
  fields: [
    { key: 'perDay', label: words('每天最多', 'Per day'), kind: 'count', min: 0, max: 20, unit: messages },
    { key: 'perWeek', label: words('每周最多', 'Per week'), kind: 'count', min: 0, max: 50, unit: messages },
    { key: 'perMonth', label: words('每月最多', 'Per month'), kind: 'count', min: 0, max: 100, unit: messages },
    { key: 'quiet', label: words('开启免打扰', 'Quiet hours on'), kind: 'switch' },
    {
      key: 'quietFrom',
      label: words('从', 'From'),
      kind: 'minute_of_day',
      min: 0,
      max: 1439,
      when: { field: 'quiet', is: [true] },
    },
    {
      key: 'quietTo',
      label: words('到', 'To'),
      kind: 'minute_of_day',
      min: 0,
      max: 1439,
      when: { field: 'quiet', is: [true] },
    },
    { key: 'globalHoldout', label: words('对照比例', 'Share held out'), kind: 'percent', min: 0, max: 50 },
    { key: 'rate', label: words('每秒最多', 'Per second'), kind: 'count', min: 1, max: 1000, unit: messages },
  ],
  problem: ({ perDay, perWeek, perMonth }) => {
    if (perWeek < perDay) return { at: 'perWeek', words: words('不能小于每天的上限', 'Not below the daily cap') };
    if (perMonth < perWeek) return { at: 'perMonth', words: words('不能小于每周的上限', 'Not below the weekly cap') };
    return null;
  },
  sentence: ({ perDay, perWeek, perMonth, quiet, quietFrom, quietTo, globalHoldout }) => {
    const caps =
      perDay === 0
        ? words('每天上限为 0：现在不会发出任何营销消息。', 'The daily cap is 0: no marketing is sent at all.')
        : words(
            `每位会员每天最多收到 ${perDay} 条、每周 ${perWeek} 条、每月 ${perMonth} 条营销消息。`,
            `A member gets at most ${perDay} marketing messages a day, ${perWeek} a week and ${perMonth} a month.`,
          );
    const over = quietFrom !== null && quietTo !== null && quietFrom > quietTo;
    const [from, end] = [clockText(quietFrom ?? 0), clockText(quietTo ?? 0)];
    const to = over ? words(`次日 ${end}`, `${end} the next day`) : words(end, end);
    const hours = quiet
      ? words(
          `${from} 到 ${to.zh} 之间不打扰，推迟到 ${to.zh} 之后。`,
          ` Nothing is sent from ${from} to ${to.en}; it waits until then.`,
        )
      : words('', '');
    const held = globalHoldout
      ? words(
          `${globalHoldout}% 的会员作为对照组，不收任何营销。`,
          ` ${globalHoldout}% of the members are held out and get none.`,
        )
      : words('', '');
    return words(caps.zh + hours.zh + held.zh, caps.en + hours.en + held.en);
  },
});

export type GovernanceValues = ValuesOf<typeof governanceForm.fields>;

export function valuesOf({ quietHours, ...rest }: Static<typeof Governance>): GovernanceValues {
  return { ...rest, quiet: quietHours.enabled, quietFrom: quietHours.from, quietTo: quietHours.to };
}

/** Hours that are switched off stay as they were, for the day they are switched on again. */
export function rulesOf(
  { quiet, quietFrom, quietTo, ...rest }: GovernanceValues,
  { quietHours }: Static<typeof Governance>,
): Static<typeof Governance> {
  const [from, to] = [quietFrom ?? quietHours.from, quietTo ?? quietHours.to];
  return { ...rest, quietHours: { enabled: quiet, from, to } };
}
