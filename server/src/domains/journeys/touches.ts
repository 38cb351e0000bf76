import { words } from '@huoshui/contracts/words';
import type { Touches } from '../../platform/touches.ts';

/** Journeys send by others; what they bring against their holdout stands on their own page. */
export const journeyTouches: Touches = {
  sources: [{ name: 'journey', words: words('旅程', 'Journeys'), to: (id) => `/journeys/${id}?tab=result` }],
};
