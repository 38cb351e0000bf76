import type { RefundRow } from '../refund/row.ts';
import { isOpen } from './open-states.ts';
import type { AfterSaleRow } from './row.ts';

/** What she asked for, and how far it is, as both sides see it. */
export function presentAfterSale(refund: RefundRow, row: AfterSaleRow) {
  const { kind, pictures, returnTo, backCompany, backWaybill, backAt, sentWay, sentCompany, sentWaybill, sentAt } = row;
  return {
    kind,
    pictures: [...pictures],
    dueAt: moment(row.dueAt),
    byItself: row.actAt !== null,
    open: isOpen(refund),
    returnTo,
    back:
      backCompany === null || backWaybill === null || backAt === null
        ? null
        : { company: backCompany, waybill: backWaybill, at: new Date(backAt).toISOString() },
    cameAt: moment(row.cameAt),
    sent:
      sentWay === null || sentCompany === null || sentAt === null
        ? null
        : { way: sentWay, company: sentCompany, waybill: sentWaybill, at: new Date(sentAt).toISOString() },
    unansweredSince: moment(row.unansweredSince),
  };
}

/** Out of JSON with an offset. */
function moment(at: string | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
