// Analytics owns what is known about behaviour: event intake, the event store's tables, and the reports over them.
// Other domains read facts from the event store by statements of their own; its tables are the common ground.

export { awaitEvents } from './awaited.ts';
export type { Grouping } from './breakdown.ts';
export { shelfSql } from './days.ts';
export { did, everyMember, type Together } from './did.ts';
export type { EventRow } from './event.ts';
export { ofPerson } from './person-links.ts';
export { asTheyAreNow, everyone, purchases, purchasesAt } from './purchases.ts';
export { type PersonEvent, personTimeline } from './timeline.ts';
