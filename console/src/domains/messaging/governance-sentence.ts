import type { Answer } from '../../ground/api.ts';
import { formatPercent } from '../../ui/format.ts';
import type { Text } from '../../ui/texts.ts';

export type GovernanceRules = Answer<'GET /api/admin/settings/governance'>;
type Words = 'sentence_caps' | 'sentence_none' | 'sentence_quiet' | 'sentence_next_day' | 'sentence_holdout';

/** Minutes of the day → `22:30`. */
export const clockOf = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** The rules read aloud, so that a slip of the finger is heard. */
export function governanceSentences(rules: GovernanceRules, t: Text<Words>): readonly string[] {
  const { quietHours } = rules;
  const end = clockOf(quietHours.to);
  return [
    rules.perDay === 0
      ? t('sentence_none')
      : t('sentence_caps', { day: rules.perDay, week: rules.perWeek, month: rules.perMonth }),
    ...(quietHours.enabled
      ? [
          t('sentence_quiet', {
            from: clockOf(quietHours.from),
            to: quietHours.from > quietHours.to ? t('sentence_next_day', { time: end }) : end,
          }),
        ]
      : []),
    ...(rules.globalHoldout === 0
      ? []
      : [t('sentence_holdout', { share: formatPercent(rules.globalHoldout / 100, 0) })]),
  ];
}
