import type { FieldOption } from '@huoshui/contracts/form';
import { stage } from '@huoshui/contracts/words/audiences';

/** The lifecycle stages, as forms offer them. */
export const stageOptions: readonly FieldOption[] = Object.entries(stage).map(([value, label]) => ({ value, label }));
