import type { Draft } from '@huoshui/contracts/form';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { readForm } from '../../../platform/form/read.ts';
import { newId } from '../../../platform/ids.ts';
import { audienceErrors } from '../errors.ts';
import { lookNow } from '../segments/queries.ts';
import { writerOf } from '../segments/save.ts';
import { tagRuleForm } from './tag-rule-form.ts';

export type TagRuleRow = {
  readonly id: string;
  readonly tag: string;
  readonly segmentId: string;
  readonly segment: string;
  readonly segmentMembers: number;
  readonly version: number;
  readonly segmentVersion: number;
  readonly appliedAt: Date | null;
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly endedAt: Date | null;
  readonly given: number;
  readonly taken: number;
  readonly changes: readonly {
    readonly at: string;
    readonly by: string;
    readonly tag: string;
    readonly segment: string;
  }[];
};

const MOST = 200;
/** So many of its changes are told, the newest first. */
const CHANGES = 20;

/** @throws platform.bad_form, audiences.tag_has_rule, too_many_tag_rules */
export async function createTagRule(ctx: Ctx, draft: Draft) {
  const { tag, segment } = await readForm(ctx, tagRuleForm, draft);
  const id = newId('tgr');
  const { rows } = await sql`
    insert into audiences.tag_rule (id, tag, segment_id, created_at, created_by)
    select ${id}, ${tag}, ${segment}, ${ctx.now()}, ${writerOf(ctx)}
    where (select count(*) from audiences.tag_rule where not done) < ${MOST}
    on conflict (tag) where not done do nothing returning id
  `.execute(ctx.db);
  if (rows.length === 0) {
    await refuseTaken(ctx, id, tag);
    throw audienceErrors.error('too_many_tag_rules', { most: MOST });
  }
  await keepChange(ctx, id);
  return showTagRule(ctx, id);
}

/**
 * Another segment, or another tag. Whoever has the tag by the rule and is not meant any more loses it behind the request, silently, as
 * those get it who are meant now; an old tag ends as if its rule had ended.
 * @throws platform.bad_form, audiences.tag_rule_not_found, tag_rule_ended, tag_has_rule
 */
export async function changeTagRule(ctx: Ctx, id: string, draft: Draft) {
  const before = await findRule(ctx, id);
  const stored = { tag: before.tag, segment: before.segmentId };
  const { tag, segment } = await readForm(ctx, tagRuleForm, draft, { stored });
  if (before.endedAt !== null) throw audienceErrors.error('tag_rule_ended');
  if (tag === before.tag && segment === before.segmentId) return showTagRule(ctx, id);
  await refuseTaken(ctx, id, tag);
  await sql`
    update audiences.tag_rule set tag = ${tag}, segment_id = ${segment}, change = change + 1, version = 0, claimed_until = null where id = ${id}
  `.execute(ctx.db);
  if (tag !== before.tag)
    await sql`
      insert into audiences.tag_rule (id, tag, segment_id, created_at, created_by, ended_at)
      values (${newId('tgr')}, ${before.tag}, ${before.segmentId}, ${ctx.now()}, ${writerOf(ctx)}, ${ctx.now()})
    `.execute(ctx.db);
  await keepChange(ctx, id);
  return showTagRule(ctx, id);
}

/** Its segment is looked at again and the tag given and taken by that, now. @throws audiences.tag_rule_not_found, tag_rule_ended */
export async function applyTagRuleSoon(ctx: Ctx, id: string) {
  const { endedAt, segmentId } = await findRule(ctx, id);
  if (endedAt !== null) throw audienceErrors.error('tag_rule_ended');
  await lookNow(ctx, segmentId);
  await sql`update audiences.tag_rule set version = 0, change = change + 1, claimed_until = null where id = ${id}`.execute(
    ctx.db,
  );
  await keepChange(ctx, id);
  return showTagRule(ctx, id);
}

/**
 * It gives its tag no more; those who have it by it lose it behind the request, or keep it as one that somebody gave.
 * @throws audiences.tag_rule_not_found
 */
export async function endTagRule(ctx: Ctx, id: string, { keep = false }: { readonly keep?: boolean | undefined } = {}) {
  await findRule(ctx, id);
  await sql`
    update audiences.tag_rule set ended_at = ${ctx.now()}, keep = ${keep}, change = change + 1, claimed_until = null
    where id = ${id} and ended_at is null
  `.execute(ctx.db);
  return showTagRule(ctx, id);
}

/** Whoever changes it comes one after the other. */
async function findRule(ctx: Ctx, id: string) {
  const { rows } = await sql<Pick<TagRuleRow, 'tag' | 'segmentId' | 'endedAt'>>`
    select tag, segment_id, ended_at from audiences.tag_rule where id = ${id} for no key update
  `.execute(ctx.db);
  const [rule] = rows;
  if (!rule) throw audienceErrors.error('tag_rule_not_found');
  return rule;
}

async function refuseTaken(ctx: Ctx, id: string, tag: string): Promise<void> {
  const { rows } = await sql`
    select from audiences.tag_rule where tag = ${tag} and not done and id <> ${id}
  `.execute(ctx.db);
  if (rows.length > 0) throw audienceErrors.error('tag_has_rule', { tag });
}

async function keepChange(ctx: Ctx, id: string): Promise<void> {
  await sql`
    insert into audiences.tag_rule_change (rule_id, change, at, by, tag, segment_id)
    select id, change, ${ctx.now()}, ${writerOf(ctx)}, tag, segment_id from audiences.tag_rule where id = ${id}
  `.execute(ctx.db);
}

/** Of the rules that there are, those which give their tags by a segment. */
export async function tagRulesUsing(ctx: Ctx, segmentId: string) {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, tag as name from audiences.tag_rule where segment_id = ${segmentId} and ended_at is null order by created_at, id
  `.execute(ctx.db);
  return rows.map((row) => ({ kind: 'tag_rule' as const, ...row }));
}

export async function listTagRules(ctx: Ctx) {
  return (await readRules(ctx, sql`not r.done`)).map(present);
}

async function showTagRule(ctx: Ctx, id: string) {
  const [row] = await readRules(ctx, sql`r.id = ${id}`);
  if (!row) throw audienceErrors.error('tag_rule_not_found');
  return present(row);
}

async function readRules(ctx: Ctx, which: ReturnType<typeof sql>): Promise<TagRuleRow[]> {
  const { rows } = await sql<TagRuleRow>`
    select r.id, r.tag, r.segment_id, s.name as segment, s.members as segment_members, r.version, s.version as segment_version, r.applied_at,
      r.created_at, r.created_by, r.ended_at, r.given, r.taken,
      coalesce((
        select jsonb_agg(jsonb_build_object('at', c.at, 'by', c.by, 'tag', c.tag, 'segment', c.name) order by c.change desc)
        from (
          select c.change, c.at, c.by, c.tag, s.name from audiences.tag_rule_change c join audiences.segment s on s.id = c.segment_id
          where c.rule_id = r.id order by c.change desc limit ${CHANGES}
        ) c), '[]') as changes
    from audiences.tag_rule r join audiences.segment s on s.id = r.segment_id where ${which} order by r.created_at desc, r.id desc
  `.execute(ctx.db);
  return rows;
}

function present({ appliedAt, createdAt, endedAt, version, segmentVersion, changes, ...rule }: TagRuleRow) {
  return {
    ...rule,
    changes: changes.map((one) => ({ ...one, at: new Date(one.at).toISOString() })),
    state: endedAt
      ? ('ending' as const)
      : version === segmentVersion && version > 0
        ? ('applied' as const)
        : ('working' as const),
    appliedAt: appliedAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  };
}
