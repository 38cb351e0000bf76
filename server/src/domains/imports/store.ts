import { type Words, words } from '@huoshui/contracts/words';
import { importField } from '@huoshui/contracts/words/imports';
import type { Ctx } from '../../platform/ctx.ts';
import { type ImportMemory, memberImport, type StoredPhone } from '../members/index.ts';
import { type ImportedOrder, importOrders } from '../orders/index.ts';
import { type Draft, type Problem, problem } from './row.ts';

export type Stored = {
  readonly members: number;
  readonly orders: number;
  /** Rows that contradict what is here already, by their place. */
  readonly refused: ReadonlyMap<number, Problem>;
};

/**
 * Bring members and their orders in; who and what is here already stays as it is, and a row that says otherwise is told.
 * With `memory` nothing changes and the answer says what would have been new.
 * @param from names the kind of file, and the system it came from: what it calls a member is unique within
 */
export async function store(
  ctx: Ctx,
  drafts: readonly { readonly draft: Draft; readonly phone?: StoredPhone | undefined }[],
  from: string,
  memory?: ImportMemory,
): Promise<Stored> {
  const members = await memberImport.bring(
    ctx,
    drafts.map(({ draft: { member, order }, phone }) => ({
      external: member.external,
      byPhone: member.byPhone,
      nickname: member.nickname,
      phone: member.phone,
      stored: phone,
      joinedAt: order ? earliest(member.joinedAt, order.at) : member.joinedAt,
      tags: member.tags,
    })),
    from,
    memory,
  );
  const refused = new Map<number, Problem>();
  const orders: (ImportedOrder & { readonly place: number })[] = [];
  drafts.forEach(({ draft }, place) => {
    const member = members[place];
    if (!member) return;
    if ('refused' in member) {
      const field = member.refused === 'phone_taken' ? importField.phone : importField.member;
      refused.set(place, problem(draft.row, field, REFUSED[member.refused], draft.line));
    } else if (draft.order) {
      const { key, ...order } = draft.order;
      orders.push({
        ...order,
        externalId: key,
        memberId: member.memberId,
        personNo: member.personNo,
        source: 'import',
        place,
      });
    }
  });
  const outcomes = await importOrders(ctx, orders, { dryRun: memory !== undefined });
  orders.forEach(({ place }, n) => {
    const draft = drafts[place]?.draft;
    if (outcomes[n] === 'other' && draft)
      refused.set(place, problem(draft.row, importField.order_id, otherOrder, draft.line));
  });
  return {
    members: members.filter((member) => 'isNew' in member && member.isNew).length,
    orders: outcomes.filter((outcome) => outcome === 'new').length,
    refused,
  };
}

const REFUSED: Readonly<Record<'other_phone' | 'phone_taken', Words>> = {
  other_phone: words(
    '这位会员已有另一个手机号。如果文件来自另一个系统，请填“来源系统”；如果这一列是收货手机，请选“忽略”',
    'This member has another phone. Is the file of another system, name it under “source system”; is it the phone of the consignee, skip the column',
  ),
  phone_taken: words(
    '这个手机号属于另一位会员，而这位会员也已经在这里',
    'The phone belongs to another member, and this member is here already too',
  ),
};

const otherOrder = words(
  '已有同号的订单，会员、日期或金额不同。如果文件来自另一个系统，请填“来源系统”',
  'An order of this number is here with another member, day or amount. Is the file of another system, name it under “source system”',
);

function earliest(...dates: readonly (Date | undefined)[]): Date | undefined {
  return dates.reduce(
    (first, date) => (first === undefined || (date !== undefined && date < first) ? date : first),
    undefined,
  );
}
