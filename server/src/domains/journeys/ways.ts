import { words } from '@huoshui/contracts/words';
import type { Way } from './step.ts';

/** The ways out that most steps have. */
export const next: Way = { key: 'next', words: words('下一步', 'Next') };
export const yes: Way = { key: 'yes', words: words('是', 'Yes') };
export const no: Way = { key: 'no', words: words('否', 'No') };
