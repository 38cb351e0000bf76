import { words } from '@huoshui/contracts/words';
import type { askOutcome } from '@huoshui/contracts/words/accounts';
import { sql } from 'kysely';
import type { Callback } from '../../../platform/callbacks/callback.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { takeTurn } from '../../../platform/turn.ts';
import type { AccountPart } from '../../../wechat/index.ts';
import type { ConditionKit } from '../../audiences/index.ts';
import { codes } from '../../codes/index.ts';
import { tags } from '../../members/index.ts';
import type { AccountMessages } from '../../messaging/index.ts';
import { may } from '../account/capability.ts';
import { type AccountRow, clientOf, findByAppid } from '../account/find.ts';
import { accountAsked } from '../events.ts';
import { type Follower, findFollower, keepFollowers } from '../follow/follower.ts';
import { type Stands, settleFollow } from '../follow/settle.ts';
import { herWords } from '../her-words.ts';
import { wantMarks } from '../menus/marks.ts';
import { type Act, type Candidate, matching } from '../rules/match.ts';
import { partsOf } from '../rules/parts.ts';
import { conditionOf, type RuleValues } from '../rules/rule-form.ts';
import { liveRules } from '../rules/rules.ts';
import { reportNamed } from '../tell/on-report.ts';
import { keepDiversion } from './diversion.ts';
import { leadsOf } from './leads.ts';
import { closeWindows, openWindow, type WindowKind } from './window.ts';

/** WeChat comes three times, five seconds apart: until then the first message may still go with an answer. */
const PASSIVE_MS = 16_000;
/** After the answer to the push, which has to be there before. */
const AFTER_MS = 1000;

type Said = { readonly event: string; readonly content: string; readonly key: string; readonly openid: string };

/** What may be asked of people, and who is told of messages that the platform speaks of. */
export type Hearing = { readonly kit: ConditionKit; readonly messages: AccountMessages };

/**
 * Works off what an account was told, once however often it comes: who follows, what a rule answers, where that leads. WeChat is asked
 * about her before any transaction. Whoever answered the push and whoever works it off later do the same and meet in one row.
 */
export async function hear(ctx: Ctx, { kit, messages }: Hearing, callback: Callback): Promise<void> {
  const said = saidIn(callback);
  const account = await findByAppid(ctx, String(callback.body.AppId ?? ''));
  if (account === undefined || said.openid === '' || (await isHeard(ctx, callback.id))) return;
  const report = reportNamed(said.event);
  if (report !== null) return report(ctx, messages, account, callback);
  const { stands, unionid, follower: known } = await look(ctx, account, said, callback);
  const act = await actOf(ctx, said, stands);
  const rules = act === null || account.archivedAt !== null ? [] : matching(await liveRules(ctx), account.id, act);
  const choice = await choose(ctx, kit, rules, known);
  await inTransaction(ctx, async (ctx) => {
    await takeTurn(ctx, `accounts.follower ${account.id} ${said.openid}`);
    const follower = (await keepFollowers(ctx, account.id, [{ openid: said.openid, unionid }])).get(said.openid);
    if (follower === undefined || !(await note(ctx, callback, account, said, act, follower))) return;
    if (stands !== null) await settleFollow(ctx, account, follower, stands, callback.happenedAt);
    if (said.event === 'unsubscribe') await closeWindows(ctx, follower);
    if (stands?.followedAt) await wantMarks(ctx, account, follower);
    if (act === null) return;
    await openWindow(ctx, follower, WINDOW[act.kind], callback.happenedAt);
    if (act.kind === 'scan' && act.codeId !== null) {
      const code = await codes.carrying(ctx, sceneOf(said));
      if (code !== undefined) codes.tellScan(ctx, code, follower);
    }
    await answer(ctx, { account, follower, callback, act, choice });
  });
}

const WINDOW: Readonly<Record<Act['kind'], WindowKind>> = {
  message: 'message',
  menu: 'menu',
  follow: 'follow',
  scan: 'scan',
};

function saidIn({ body }: Callback): Said {
  const text = (name: string) => (typeof body[name] === 'string' ? body[name] : '');
  const event = text('MsgType') === 'event' ? text('Event') : text('MsgType');
  return {
    event,
    content: text('Content') || text('Recognition'),
    key: text('EventKey'),
    openid: text('FromUserName'),
  };
}

async function isHeard(ctx: Ctx, callbackId: string): Promise<boolean> {
  const { rows } = await sql`select from accounts.heard where callback_id = ${callbackId}`.execute(ctx.db);
  return rows.length > 0;
}

const sceneOf = ({ key }: Said): string => key.replace(/^qrscene_/, '');

/**
 * Who she is, and where following is concerned how that stands: WeChat's word where the account may ask, else that of the push, whose moment
 * decides what is newer. A push is only news: it may come late and twice.
 */
async function look(
  ctx: Ctx,
  account: AccountRow,
  said: Said,
  { happenedAt }: Callback,
): Promise<{ readonly stands: Stands | null; readonly unionid: string | null; readonly follower: Follower | null }> {
  const known = (await findFollower(ctx, account.id, said.openid)) ?? null;
  const changes = said.event === 'subscribe' || said.event === 'unsubscribe';
  const told: Stands = {
    followedAt: said.event === 'subscribe' ? happenedAt : null,
    way: said.key.startsWith('qrscene_') ? 'ADD_SCENE_QR_CODE' : '',
    scene: said.event === 'subscribe' ? sceneOf(said) : '',
  };
  if (!may(account, 'users')) return { stands: changes ? told : null, unionid: null, follower: known };
  if (!changes && known?.unionid) return { stands: null, unionid: null, follower: known };
  const { unionid, followedAt, way, scene } = await clientOf(ctx, account).follower(said.openid);
  const now = { followedAt, way, scene: scene || told.scene };
  if (unionid === null) return { stands: changes ? now : null, unionid, follower: known };
  // Kept before anything is asked of her, so that conditions are about who she is.
  const kept = await inTransaction(ctx, async (ctx) =>
    keepFollowers(ctx, account.id, [{ openid: said.openid, unionid }]),
  );
  return { stands: changes ? now : null, unionid, follower: kept.get(said.openid) ?? known };
}

async function actOf(ctx: Ctx, said: Said, stands: Stands | null): Promise<Act | null> {
  const by = async (scene: string) => (scene === '' ? null : ((await codes.carrying(ctx, scene))?.id ?? null));
  switch (said.event) {
    case 'text':
    case 'voice':
      return { kind: 'message', said: said.content, codeId: null };
    case 'image':
    case 'video':
    case 'shortvideo':
    case 'location':
    case 'link':
      return { kind: 'message', said: '', codeId: null };
    case 'CLICK':
      return { kind: 'menu', said: said.key, codeId: null };
    case 'SCAN':
      return { kind: 'scan', said: '', codeId: await by(sceneOf(said)) };
    case 'subscribe':
      // She may be gone again by now.
      return stands?.followedAt ? { kind: 'follow', said: '', codeId: await by(stands.scene) } : null;
    default:
      return null;
  }
}

type Choice = { readonly rule: Candidate; readonly entitled: boolean } | null;

/** The first that she is entitled to; one that has words for others ends the search. Whom nobody knows meets no condition. */
async function choose(
  ctx: Ctx,
  kit: ConditionKit,
  rules: readonly Candidate[],
  follower: Follower | null,
): Promise<Choice> {
  for (const rule of rules) {
    const condition = conditionOf(rule.values);
    if (condition === null) return { rule, entitled: true };
    const personNo = follower?.personNo ?? null;
    if (personNo !== null && (await kit.holdsFor(ctx, condition, [personNo])).has(personNo))
      return { rule, entitled: true };
    if (rule.values.otherwise !== null) return { rule, entitled: false };
  }
  return null;
}

async function note(
  ctx: Ctx,
  { id, happenedAt }: Callback,
  account: AccountRow,
  said: Said,
  act: Act | null,
  { personNo }: Follower,
): Promise<boolean> {
  const kind = act?.kind ?? said.event;
  const { rows } = await sql`
    insert into accounts.heard (callback_id, account_id, openid, kind, said, at, person_no)
    values (${id}, ${account.id}, ${said.openid}, ${kind}, ${(act?.said ?? said.key).slice(0, 600)}, ${happenedAt}, ${personNo})
    on conflict (callback_id) do nothing returning callback_id
  `.execute(ctx.db);
  return rows.length > 0;
}

type Answering = {
  readonly account: AccountRow;
  readonly follower: Follower;
  readonly callback: Callback;
  readonly act: Act;
  readonly choice: Choice;
};
type Outcome = keyof typeof askOutcome;

async function answer(ctx: Ctx, { account, follower, callback, act, choice }: Answering): Promise<void> {
  const rule = choice?.rule;
  const outcome: Outcome =
    choice === null ? 'unmatched' : choice.entitled ? await take(ctx, choice.rule, follower) : 'refused';
  await sql`
    update accounts.heard set outcome = ${outcome}, rule_id = ${rule?.id ?? null} where callback_id = ${callback.id}
  `.execute(ctx.db);
  if (rule === undefined) return;
  const { values } = rule;
  const leads = outcome === 'given' ? await leadsOf(ctx, rule) : null;
  const parts = wordsFor(values, outcome) ?? partsOf(values, leads, may(account, 'custom'));
  await keepReplies(ctx, { account, follower, callback, parts, ruleId: rule.id });
  const toId = values.account ?? values.contact ?? values.quiz ?? values.page ?? '';
  const payload = {
    ...{
      memberId: follower.memberId ?? '',
      accountId: account.id,
      account: account.name,
      ruleId: rule.id,
      rule: rule.name,
    },
    ...{ said: act.said, outcome, hands: values.hands, toId },
  };
  ctx.emit(accountAsked, { personNo: follower.personNo, payload, at: callback.happenedAt });
  if (outcome !== 'given') return;
  if (values.hands !== 'none') {
    const { unionid, personNo, openid } = follower;
    const diversion = {
      callbackId: callback.id,
      ruleId: rule.id,
      fromAccountId: account.id,
      openid,
      unionid,
      personNo,
    };
    await keepDiversion(ctx, { ...diversion, kind: values.hands, toId }, callback.happenedAt);
  }
  if (values.tag !== null && follower.memberId !== null && follower.personNo !== null)
    await tags.give(ctx, [{ memberId: follower.memberId, personNo: follower.personNo }], values.tag, 'account_rule', {
      kind: 'account_rule',
      id: rule.id,
      label: words(`公众号规则「${rule.name}」`, `Rule of accounts “${rule.name}”`),
    });
}

/** What is said in place of the answer itself; null: the answer. */
function wordsFor(values: RuleValues, outcome: Outcome): readonly AccountPart[] | null {
  if (outcome === 'given') return null;
  const text =
    outcome === 'refused'
      ? (values.otherwise ?? '')
      : outcome === 'used_up'
        ? herWords.usedUp
        : (values.again ?? herWords.again);
  return text === '' ? [] : [{ kind: 'text', text }];
}

/** Once a person where the rule says so, and no more in all than it has: guarded by rows. */
async function take(ctx: Ctx, { id, values }: Candidate, { memberId, accountId, openid }: Follower): Promise<Outcome> {
  // Who became a member since is the same person.
  const nobody = `${accountId} ${openid}`;
  const who = memberId ?? nobody;
  if (values.limit === 'once') {
    const { rows } = await sql`
      insert into accounts.taken (rule_id, who, at) select ${id}, ${who}, ${ctx.now()}
      where not exists (select from accounts.taken where rule_id = ${id} and who = ${nobody}) on conflict do nothing returning who
    `.execute(ctx.db);
    if (rows.length === 0) return 'repeated';
  }
  const { rows } = await sql`
    update accounts.rule set given = given + 1 where id = ${id} and given < ${values.inAll ?? 2_000_000_000} returning id
  `.execute(ctx.db);
  if (rows.length > 0) return 'given';
  if (values.limit === 'once')
    await sql`delete from accounts.taken where rule_id = ${id} and who = ${who}`.execute(ctx.db);
  return 'used_up';
}

type Replies = Pick<Answering, 'account' | 'follower' | 'callback'> & {
  readonly parts: readonly AccountPart[];
  readonly ruleId: string;
};

async function keepReplies(ctx: Ctx, { account, follower, callback, parts, ruleId }: Replies): Promise<void> {
  const last = callback.happenedAt.getTime() + PASSIVE_MS;
  const rows = parts.map((part, no) => ({
    no,
    part,
    due_at: new Date(no === 0 ? Math.max(last, ctx.now().getTime()) : ctx.now().getTime() + AFTER_MS).toISOString(),
  }));
  await sql`
    insert into accounts.reply (callback_id, no, account_id, openid, rule_id, part, due_at, at)
    select ${callback.id}, no, ${account.id}, ${follower.openid}, ${ruleId}, part, due_at, ${callback.happenedAt}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as new (no int, part jsonb, due_at timestamptz)
  `.execute(ctx.db);
}
