import type { FieldOption } from '@huoshui/contracts/form';
import { type Words, words } from '@huoshui/contracts/words';
import { stage } from '@huoshui/contracts/words/audiences';

/** What the numbers of audiences ask alike. */
export const asOfField = { key: 'asOf', label: words('截至', 'As of'), kind: 'day', optional: true } as const;

export const stageOptions: readonly FieldOption[] = Object.entries(stage).map(([value, label]) => ({ value, label }));

/** The day as a sentence says it, or now. */
export function dayText(asOf: string | null): Words {
  return asOf === null ? words('现在', 'now') : words(`${asOf} `, `on ${asOf}`);
}
