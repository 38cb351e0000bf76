import { Governance } from '@huoshui/contracts/messaging';
import { defineSetting } from '../../platform/settings.ts';

/** Nobody is told anything between 22:00 and 08:00, nor more than once a day, unless the operator says otherwise. */
export const governanceSetting = defineSetting('messaging.governance', Governance, {
  quietHours: { enabled: true, from: 22 * 60, to: 8 * 60 },
  perDay: 1,
  perWeek: 3,
  perMonth: 8,
  globalHoldout: 0,
  rate: 50,
});
