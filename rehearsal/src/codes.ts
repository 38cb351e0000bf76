import type { Random } from './random.ts';
import { demoChannelCodes } from './shop/channel-codes.ts';

/** Of those who come for the first time, so many by a code. */
const BY_A_CODE = 0.45;

export const cardInParcels = demoChannelCodes.find(({ place }) => place === 'parcel_card')?.name ?? '';

/** Leads into the demo's customer groups. */
export const posterOfGroups = demoChannelCodes.find(({ opens }) => 'groups' in opens)?.name ?? '';

/** By which of the demo's codes somebody finds the shop; null: by none. */
export function codeMet(dice: Random): string | null {
  if (!dice.chance(BY_A_CODE)) return null;
  let left = dice.between(0, 99);
  for (const { name, of100 } of demoChannelCodes) {
    left -= of100;
    if (left < 0) return name;
  }
  return null;
}
