/** A level of the ladder; growth from which on a member has it. */
export type Level = {
  readonly id: string;
  readonly name: string;
  readonly growth: number;
  /** Percent that she pays of the list price; null: all of it. */
  readonly paysPercent: number | null;
  /** Points of an order, in tenths of what everybody earns. */
  readonly pointTenths: number;
  /** Free deliveries a month; null: none. */
  readonly freeShipping: number | null;
  readonly gift: string | null;
  readonly birthdayGift: string | null;
  readonly service: string | null;
};

/** Lowest first. */
export type Ladder = readonly Level[];

export function levelOf(ladder: Ladder, id: string | null): Level | undefined {
  return id === null ? undefined : ladder.find((level) => level.id === id);
}

/** The highest that so much growth is enough for. */
export function fitting(ladder: Ladder, growth: number): Level | undefined {
  return ladder.findLast((level) => level.growth <= growth);
}

/** The next above what she has. */
export function nextAbove(ladder: Ladder, level: Level | undefined): Level | undefined {
  return ladder.find(({ growth }) => growth > (level?.growth ?? 0));
}

/** Whole growth for what goods were paid with, fen. */
export function growthFor(paid: number, perYuan: number): number {
  return Math.floor((paid * perYuan) / 100);
}
