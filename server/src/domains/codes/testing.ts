import type { Draft } from '@huoshui/contracts/form';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { createCode } from './change-code.ts';
import { codeScanned } from './events.ts';

let made = 0;

/** A code of a shelf that opens the home page and costs nothing, unless told otherwise. */
export async function aCode(ctx: Ctx, values: Draft = {}) {
  made += 1;
  return createCode(ctx, {
    name: `货架 ${made}`,
    kind: 'mini_program',
    place: 'shelf',
    channel: null,
    store: null,
    target: 'home',
    product: null,
    category: null,
    shownStore: null,
    contact: null,
    group: null,
    caption: null,
    costs: 'none',
    cost: null,
    costFrom: null,
    lastDay: null,
    ...values,
  });
}

/** Tell that somebody scanned a code at a time, as a scan does. */
export async function announceScan(
  ctx: Ctx,
  member: { readonly id: string; readonly personNo: number },
  codeId: string,
  at: Date,
): Promise<void> {
  const payload = {
    memberId: member.id,
    codeId,
    name: '货架',
    place: 'shelf',
    channel: '',
    outcome: 'opened' as const,
  };
  await inTransaction(ctx, async (ctx) => ctx.emit(codeScanned, { personNo: member.personNo, at, payload }));
}
