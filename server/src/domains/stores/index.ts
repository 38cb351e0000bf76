// stores owns the shop's places: where each is, when it is open, and when an order can be collected there.
import { slotsOf } from './hours.ts';
import { findStores } from './queries.ts';

export type { StoreRow as Store } from './queries.ts';

export const stores = { find: findStores, slots: slotsOf };
