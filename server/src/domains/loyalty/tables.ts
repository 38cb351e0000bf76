import type { pointsKind } from '@huoshui/contracts/words/loyalty';

export type Person = { readonly memberId: string; readonly personNo: number };

export type PointsKind = keyof typeof pointsKind;

export type LotRow = Person & {
  readonly id: string;
  readonly points: number;
  readonly rest: number;
  readonly orderId: string | null;
};

export type EntryRow = Person & {
  readonly id: string;
  readonly kind: PointsKind;
  readonly points: number;
  readonly note: string;
  readonly orderId: string | null;
  readonly at: Date;
};

export type RewardRow = {
  readonly id: string;
  readonly name: string;
  readonly benefit: string;
  readonly points: number;
  readonly total: number | null;
  readonly perMember: number;
  readonly exchanged: number;
  readonly ended: boolean;
  readonly createdAt: Date;
};
