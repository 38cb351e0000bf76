/** What was done and what came of it, as the people who did it saw it. */
export type Tally = {
  /** Deeds that were answered well, by name. */
  readonly did: Map<string, number>;
  /** Deeds that were refused, by the code they were refused with. */
  readonly refused: Map<string, number>;
  /** Calls without an answer, or with one that says to come again. */
  unanswered: number;
  /** What must not happen whatever is killed: an answer 500, a call that nobody ever answers. */
  readonly faults: string[];
  readonly placed: Set<string>;
  /** Who helped, by the invitation, as she was told. */
  readonly helped: Map<string, Set<string>>;
  /** Events of shoppers that were acknowledged. */
  readonly events: Set<string>;
  /** What was put on the shelves, by SKU: opening stock and every correction that was answered. */
  readonly stocked: Map<string, number>;
};

export function newTally(): Tally {
  return {
    did: new Map(),
    refused: new Map(),
    unanswered: 0,
    faults: [],
    placed: new Set(),
    helped: new Map(),
    events: new Set(),
    stocked: new Map(),
  };
}

export function count(counts: Map<string, number>, name: string, by = 1): void {
  counts.set(name, (counts.get(name) ?? 0) + by);
}
