import type { BenefitItem, Cause } from './benefit-kind.ts';

export type GrantState = 'granted' | 'used' | 'expired' | 'revoked';

export type NewGrant = {
  readonly id: string;
  readonly key: string;
  readonly position: number;
  readonly memberId: string;
  readonly personNo: number;
  readonly item: BenefitItem;
  readonly label: string;
  readonly cost: number;
  /** Fen that are bound to its budget: what it can cost at most. */
  readonly reserved: number;
  readonly sentence?: string | undefined;
  readonly validTo?: Date | undefined;
  readonly validFrom?: Date | undefined;
  readonly because: Cause;
  readonly budgetId: string | null;
  /** The package that it came in. */
  readonly packageId: string | null;
};

export type GrantRow = {
  readonly id: string;
  readonly memberId: string;
  readonly kind: string;
  readonly label: string;
  readonly cost: number;
  readonly actualCost: number | null;
  readonly state: GrantState;
  readonly becauseKind: string;
  readonly becauseId: string;
  readonly becauseLabel: string;
  readonly budgetId: string | null;
  readonly budgetName: string | null;
  readonly grantedAt: Date;
  readonly orderId: string | null;
  readonly orderAmount: number | null;
};

export type BudgetRow = {
  readonly id: string;
  readonly name: string;
  readonly limitFen: number;
  readonly committed: number;
  readonly spent: number;
  readonly grants: number;
  readonly closed: boolean;
  readonly createdAt: Date;
};
