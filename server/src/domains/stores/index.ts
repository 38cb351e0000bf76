// stores owns the shop's places: where each is, when it is open, and when an order can be collected there; and the areas that
// the shop brings orders to itself, in slots of which each holds so many.
import { areaOf, slotsOfArea } from './areas/area-slots.ts';
import { claimSlots, releaseSlots, takenSlots } from './areas/claim-slots.ts';
import { openAreas } from './areas/queries.ts';
import { slotsOf } from './hours.ts';
import { findStores } from './queries.ts';

export type { SlotKey } from './areas/claim-slots.ts';
export type { AreaRow as DeliveryArea } from './areas/queries.ts';
export type { StoreRow as Store } from './queries.ts';

export const stores = { find: findStores, slots: slotsOf };

export const areas = {
  open: openAreas,
  of: areaOf,
  slots: slotsOfArea,
  taken: takenSlots,
  claim: claimSlots,
  release: releaseSlots,
};
