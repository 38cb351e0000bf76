import type { Condition } from '@huoshui/contracts/condition';
import type { SegmentKind, SegmentState } from './segment.ts';

export type SegmentRow = {
  readonly id: string;
  readonly name: string;
  readonly note: string;
  readonly kind: SegmentKind;
  readonly condition: Condition | null;
  readonly refresh: 'manual' | 'hourly' | 'daily';
  readonly hour: number | null;
  readonly state: SegmentState;
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly version: number;
  readonly members: number;
  readonly refreshedAt: Date | null;
  readonly dueAt: Date | null;
  readonly claim: string | null;
  readonly redefined: boolean;
  readonly failed: boolean;
};
