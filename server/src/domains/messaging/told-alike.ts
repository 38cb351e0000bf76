import type { Said } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { newIds } from '../../platform/ids.ts';
import { saidText } from '../../platform/said.ts';
import { aboutMessage, type MessageRow } from './about.ts';
import { accountMass } from './channels/account_mass/index.ts';
import { usesOf } from './circumstances.ts';
import { messageFailed, messageSent } from './events.ts';
import type { Kind } from './gate.ts';
import { countManyUses, countUses } from './quota.ts';

/** The same words to all who follow an account, by one call. `because.id` names it. */
export type Alike = {
  readonly app: string;
  readonly title: string;
  readonly text: string;
  readonly page: string;
  readonly because: { readonly kind: string; readonly id: string; readonly label: Said };
  /** When it left. */
  readonly at: Date;
};

/** `account`: her number as a follower. */
type One = { readonly account: number; readonly personNo: number; readonly memberId: string };

/**
 * Members whom a broadcast reached, some thousand by two statements, each once: nobody asked the gate for them, for the platform takes no list of
 * whom to leave out, but they stand in the log and count in her caps as all else does. She opens it by the page that names it. Inside a
 * transaction; answers how many are new.
 */
export async function writeAlike(ctx: Ctx, message: Alike, to: readonly One[]): Promise<number> {
  const { app, title, text, page, because, at } = message;
  const { rows } = await sql<MessageRow>`
    insert into messaging.outbound (id, source_key, person_no, member_id, template_key, kind, channels, channel, title, variables, text, page,
      cause_kind, cause_id, cause_label, state, verdict, reason, created_at, handed_over_at, sent_at, attempts, app, account, foreign_id)
    select new.id, ${because.kind}::text || ':' || ${because.id}::text || ':' || new.person_no, new.person_no, new.member_id, ${because.id}, 'marketing',
      array[${accountMass.name}]::text[], ${accountMass.name}, ${title}, '{}', ${text}, ${page},
      ${because.kind}, ${because.id}, ${saidText(because.label)}, 'accepted', 'send', 'ok', ${at}::timestamptz, ${at}::timestamptz, ${at}::timestamptz,
      1, ${app}, new.account, ${because.id}::text || ' ' || new.person_no
    from unnest(
      ${newIds('msg', to.length)}::text[], ${to.map(({ personNo }) => personNo)}::int[], ${to.map(({ memberId }) => memberId)}::text[],
      ${to.map(({ account }) => account)}::int[]
    ) as new (id, person_no, member_id, account)
    on conflict (source_key) do nothing
    returning id, source_key, person_no, member_id, template_key, channel, title, cause_kind, cause_id, cause_label
  `.execute(ctx.db);
  await countManyUses(
    ctx,
    rows.flatMap((row) => usesOf(accountMass, { kind: 'marketing', ...row }, at)),
  );
  for (const row of rows) {
    const { personNo, payload } = aboutMessage(row);
    ctx.emit(messageSent, { personNo, payload: { ...payload, cost: accountMass.cost }, at });
  }
  return rows.length;
}

type Missed = MessageRow & { readonly kind: Kind; readonly handedOverAt: Date };

/** The platform says that it reached nobody after all: some thousand of them count no more. Answers how many; none: all are taken back. */
export async function missAlike(ctx: Ctx, causeId: string, error: string, atOnce: number): Promise<number> {
  const { rows } = await sql<Missed>`
    update messaging.outbound set state = 'failed', error = ${error}, cost = 0, sent_at = null where id in (
      select id from messaging.outbound where cause_id = ${causeId} and channel = ${accountMass.name} and state = 'accepted'
      order by id limit ${atOnce} for no key update
    ) returning id, source_key, person_no, member_id, template_key, channel, title, cause_kind, cause_id, cause_label, kind, handed_over_at
  `.execute(ctx.db);
  await countUses(
    ctx,
    rows.flatMap((row) => usesOf(accountMass, row, row.handedOverAt)),
    -1,
  );
  for (const row of rows) {
    const { personNo, payload } = aboutMessage(row);
    ctx.emit(messageFailed, { personNo, payload: { ...payload, error } });
  }
  return rows.length;
}
