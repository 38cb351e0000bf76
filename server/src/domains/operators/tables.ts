import type { Words } from '@huoshui/contracts/words';
import type { Role } from '../../platform/ctx.ts';

export type OperatorRow = {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly role: Role;
  /** The stores it is limited to; null: the whole shop. */
  readonly stores: readonly string[] | null;
  readonly disabled: boolean;
  /** Whether it signs in by a second step. */
  readonly secondFactor: boolean;
  readonly lastSeenAt: Date | null;
  readonly createdAt: Date;
};

export type SessionRow = OperatorRow & {
  readonly slides: boolean;
  /** Of whom a second factor is asked, as it is stored. */
  readonly rules: unknown;
};

export type AuditRow = {
  readonly id: string;
  readonly at: Date;
  readonly operatorId: string | null;
  readonly operatorName: string;
  /** The name of the API key by which it was done. */
  readonly apiKey: string | null;
  readonly action: string;
  readonly area: string;
  readonly entityId: string | null;
  readonly summary: Words;
  readonly details: unknown;
  readonly before?: unknown;
  /** Its number in the line and its hash, once it is sealed. */
  readonly no?: number | null;
  readonly hash?: string | null;
  readonly requestId: string;
};
