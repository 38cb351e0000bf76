import type { Words } from '@huoshui/contracts/words';
import { currentLanguage } from '../ui/language.ts';

/** In the language that is read now; the room is drawn anew when that changes. */
export const wordsIn = (pair: Words): string => (currentLanguage() === 'en' ? pair.en : pair.zh);
