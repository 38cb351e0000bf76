import type { afterSaleKind } from '@huoshui/contracts/words/after-sales';
import type { deliveryWay } from '@huoshui/contracts/words/orders';

export type AfterSaleKind = keyof typeof afterSaleKind;

/** What a refund has besides, where a shopper asked for it. Moments as the database writes them into JSON. */
export type AfterSaleRow = {
  readonly kind: AfterSaleKind;
  readonly pictures: readonly string[];
  readonly dueAt: string | null;
  readonly actAt: string | null;
  readonly returnTo: string | null;
  readonly backCompany: string | null;
  readonly backWaybill: string | null;
  readonly backAt: string | null;
  readonly cameAt: string | null;
  readonly replacement: 'reserved' | 'sent' | null;
  readonly sentWay: keyof typeof deliveryWay | null;
  readonly sentCompany: string | null;
  readonly sentWaybill: string | null;
  readonly sentAt: string | null;
  readonly unansweredSince: string | null;
};

/** Beside the columns of a refund `r`. */
export const AFTER_SALE = `(select jsonb_build_object('kind', s.kind, 'pictures', s.pictures, 'dueAt', s.due_at,
  'actAt', s.act_at, 'returnTo', s.return_to, 'backCompany', s.back_company, 'backWaybill', s.back_waybill,
  'backAt', s.back_at, 'cameAt', s.came_at, 'replacement', s.replacement, 'sentWay', s.sent_way,
  'sentCompany', s.sent_company, 'sentWaybill', s.sent_waybill, 'sentAt', s.sent_at,
  'unansweredSince', s.unanswered_since) from orders.after_sale s where s.refund_id = r.id) as after_sale`;
