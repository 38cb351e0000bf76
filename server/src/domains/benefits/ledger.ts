import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { newId } from '../../platform/ids.ts';
import { saidText } from '../../platform/said.ts';
import type { BenefitItem, Cause } from './benefit-kind.ts';
import { type Settlement, settleGrants } from './grant-queries.ts';
import { costOfCause, costsOfCause, givenForCause, givenLately, stillOpen, usedGrantKeys } from './told.ts';

/** What a member took by herself where the shop offers it to all: `key` once, no budget. */
export type Taken = {
  readonly key: string;
  readonly memberId: string;
  readonly personNo: number;
  readonly item: BenefitItem;
  readonly label: string;
  /** Fen, expected. */
  readonly cost: number;
  readonly because: Cause;
};

/** What the kinds tell the ledger of what they gave, and what it says of that. */
export const ledger = {
  /** Stands in the ledger from now on, in the transaction in which she takes it; answers the row's id, which the kind keeps with it. */
  async enter(ctx: Ctx, { key, memberId, personNo, item, label, cost, because }: Taken): Promise<string> {
    const id = newId('grt');
    await sql`
      insert into benefits.grant (id, key, position, member_id, person_no, kind, item, label, cost, reserved,
        because_kind, because_id, because_label, because_node, granted_at)
      values (${id}, ${key}, 0, ${memberId}, ${personNo}, ${item.kind}, ${JSON.stringify(item)}::jsonb, ${label}, ${cost}, ${cost},
        ${because.kind}, ${because.id}, ${saidText(because.label)}, ${because.node ?? null}, ${ctx.now()})
    `.execute(ctx.db);
    return id;
  },

  /** Of these keys those under which something was given, whatever became of it. */
  async given(ctx: Ctx, keys: readonly string[]): Promise<ReadonlySet<string>> {
    if (keys.length === 0) return new Set();
    const { rows } = await sql<{ key: string }>`
      select distinct key from benefits.grant where key = any(${[...keys]}::text[])
    `.execute(ctx.db);
    return new Set(rows.map(({ key }) => key));
  },

  /**
   * A grant was `used` (with what it really cost, fen), has `expired`, was `revoked`, or is open again (`granted`) because the
   * order that used it was refunded whole. The budget follows.
   */
  async settle(ctx: Ctx, settlements: readonly Settlement[]): Promise<void> {
    await settleGrants(ctx, settlements);
  },

  costOf: costOfCause,
  costsOf: costsOfCause,
  givenFor: givenForCause,
  givenLately,
  usedKeys: usedGrantKeys,
  stillOpen,
};
