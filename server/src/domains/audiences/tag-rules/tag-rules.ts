import type { Draft } from '@huoshui/contracts/form';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { readForm } from '../../../platform/form/read.ts';
import { newId } from '../../../platform/ids.ts';
import { audienceErrors } from '../errors.ts';
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
};

const MOST = 200;

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
    const { rows: taken } = await sql`select from audiences.tag_rule where tag = ${tag} and not done`.execute(ctx.db);
    throw taken.length > 0
      ? audienceErrors.error('tag_has_rule', { tag })
      : audienceErrors.error('too_many_tag_rules', { most: MOST });
  }
  return showTagRule(ctx, id);
}

/** It gives its tag no more, and takes it from those who have it by it, behind the request. @throws audiences.tag_rule_not_found */
export async function endTagRule(ctx: Ctx, id: string) {
  const { rows } = await sql`
    update audiences.tag_rule set ended_at = coalesce(ended_at, ${ctx.now()}) where id = ${id} returning id
  `.execute(ctx.db);
  if (rows.length === 0) throw audienceErrors.error('tag_rule_not_found');
  return showTagRule(ctx, id);
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
      r.created_at, r.created_by, r.ended_at
    from audiences.tag_rule r join audiences.segment s on s.id = r.segment_id where ${which} order by r.created_at desc, r.id desc
  `.execute(ctx.db);
  return rows;
}

function present({ appliedAt, createdAt, endedAt, version, segmentVersion, ...rule }: TagRuleRow) {
  return {
    ...rule,
    state: endedAt
      ? ('ending' as const)
      : version === segmentVersion && version > 0
        ? ('applied' as const)
        : ('working' as const),
    appliedAt: appliedAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  };
}
