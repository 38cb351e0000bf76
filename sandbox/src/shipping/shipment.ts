import type { TableShape } from '../world/table.ts';

export type Parcel = {
  readonly trackingNo: string;
  readonly expressCompany: string;
  readonly itemDesc: string;
};

/** What the platform knows about the shipping of one payment order. */
export type Shipment = {
  readonly transactionId: string;
  readonly logisticsType: number;
  readonly deliveryMode: number;
  readonly parcels: readonly Parcel[];
  /** All parcels are on their way. */
  readonly complete: boolean;
  /** How often it became complete. */
  readonly timesComplete: number;
  /** The one re-ship chance is used: after it was complete, or by another mode or type of delivery. */
  readonly reshipped: boolean;
  readonly uploadTime: string;
  /** When everything had left; the days to the automatic confirmation count from the first time. */
  readonly shippedAt?: string;
  /** When she has it, and who says so: she herself, or the platform after its days. */
  readonly confirmedAt?: string;
  readonly confirmedBy?: 'shopper' | 'platform';
  /** The merchant may remind her once. */
  readonly reminded?: true;
};

/** Found by whether she is still to say that it has come: only those are looked at when time moves. */
export const shipments: TableShape<Shipment> = {
  name: 'shipments',
  by: ({ shippedAt, confirmedAt }) => (shippedAt !== undefined && confirmedAt === undefined ? 'open' : 'closed'),
};
