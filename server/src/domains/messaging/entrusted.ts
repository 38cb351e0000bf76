import type { Said } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { newIds } from '../../platform/ids.ts';
import { saidText } from '../../platform/said.ts';
import type { Outcome } from './channel.ts';
import { wecom } from './channels/wecom/index.ts';
import { judgeMany } from './judge-many.ts';
import { channelUses, countManyUses, shopUses } from './quota.ts';
import { type Handed, settle } from './settle.ts';

/**
 * Messages that people of the shop are to send: handed over when they are asked to, and sent when the platform says that they were, which
 * may be days later, or never. They count in the caps of whoever is to get them from the first moment, and no more once it is known that she did not.
 *
 * What a member of staff sends beside a chat by her own hand (sidebar: products, coupons, scripts, what a to-do has ready) passes no gate: she
 * answers a person who can answer back, WeCom counts no such message, and whom a cap kept from it would be left without an answer. What
 * a journey asks staff to send is kept from the holdout when it asks, and a coupon on the card is the benefit's own limit's.
 */
export const entrusted = { judge: judgeMany, hand: handToMany, settle: settleEntrusted };

export type Entrusted = typeof entrusted;

/** What an operator sends by staff goes by nobody else. */
const ONE_WAY = 'mass';

export type SameToMany = {
  /** What it is told by where messages are told apart by their templates. */
  readonly templateKey: string;
  readonly title: string;
  readonly text: string;
  readonly page: string;
  readonly because: { readonly kind: string; readonly id: string; readonly label: Said };
};

/** `foreignId` is the platform's; the page that she opens by it names all of it but her number. */
export type EntrustedTo = {
  readonly key: string;
  readonly foreignId: string;
  readonly personNo: number;
  readonly memberId: string;
};

/** Some ten thousand by two statements; each once under its key. Inside the transaction that asks somebody to send them. */
async function handToMany(ctx: Ctx, message: SameToMany, to: readonly EntrustedTo[]): Promise<void> {
  if (to.length === 0) return;
  const { templateKey, title, text, page, because } = message;
  const { rows } = await sql<{ personNo: number }>`
    insert into messaging.outbound (id, source_key, person_no, member_id, template_key, kind, channels, channel, title, variables, text, page,
      cause_kind, cause_id, cause_label, state, verdict, reason, due_at, created_at, handed_over_at, attempts, foreign_id)
    select new.id, new.source_key, new.person_no, new.member_id, ${templateKey}, 'marketing', array[${wecom.name}]::text[], ${wecom.name}, ${title}, '{}',
      ${text}, ${page}, ${because.kind}, ${because.id}, ${saidText(because.label)}, 'handed_over', 'send', 'ok', ${ctx.now()}::timestamptz,
      ${ctx.now()}::timestamptz, ${ctx.now()}::timestamptz, 1, new.foreign_id
    from unnest(
      ${newIds('msg', to.length)}::text[], ${to.map(({ key }) => key)}::text[], ${to.map(({ personNo }) => personNo)}::int[],
      ${to.map(({ memberId }) => memberId)}::text[], ${to.map(({ foreignId }) => foreignId)}::text[]
    ) as new (id, source_key, person_no, member_id, foreign_id)
    on conflict (source_key) do nothing returning person_no
  `.execute(ctx.db);
  await countManyUses(
    ctx,
    rows.flatMap(({ personNo }) => [...shopUses(personNo, ctx.now()), ...channelUses(wecom, personNo, ctx.now())]),
  );
}

export type EntrustedOutcome = {
  readonly foreignId: string;
  /** What kept it from her; null: it was sent. */
  readonly error: string | null;
};

/** What the platform says in the end; whoever was told already is left as she is. One that may go another way goes there. */
async function settleEntrusted(ctx: Ctx, told: readonly EntrustedOutcome[]): Promise<void> {
  if (told.length === 0) return;
  await inTransaction(ctx, async (ctx) => {
    const { rows } = await sql<Handed & { foreignId: string }>`
      select id, source_key, person_no, member_id, template_key, channel, title, cause_kind, cause_id, cause_label,
        kind, account, attempts, handed_over_at, foreign_id
      from messaging.outbound
      where channel = ${wecom.name} and state = 'handed_over' and foreign_id = any(${told.map(({ foreignId }) => foreignId)}::text[])
      order by id for update
    `.execute(ctx.db);
    const errors = new Map(told.map(({ foreignId, error }) => [foreignId, error]));
    const outcomes = rows.map(({ id, foreignId, causeKind }): Outcome => {
      const error = errors.get(foreignId) ?? null;
      if (error === null) return { id, state: 'accepted', foreignId };
      return { id, state: causeKind === ONE_WAY ? 'failed' : 'refused', error };
    });
    await settle(ctx, wecom, rows, outcomes);
  });
}
