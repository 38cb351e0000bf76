import type { Draft } from '@huoshui/contracts/form';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { listPersons } from '../../../platform/event-store/person-set.ts';
import { readForm } from '../../../platform/form/read.ts';
import { tags } from '../../members/index.ts';
import { personsHeld } from '../segments/held.ts';
import { tagRuleForm } from './tag-rule-form.ts';

type Asked = { readonly values: Draft; readonly rule?: string | undefined };

/**
 * What a rule would do to its tag as its segment stands: who gets it, who loses it, whose stays since it came from elsewhere. Of a rule
 * that is there it says what changing it to these values does, its old tag included. @throws platform.bad_form
 */
export async function ruleDifference(ctx: Ctx, { values, rule }: Asked) {
  const before = rule === undefined ? null : await ruleNow(ctx, rule);
  const stored = before ? { tag: before.tag, segment: before.segmentId } : {};
  const { tag, segment } = await readForm(ctx, tagRuleForm, values, { stored });
  const asked = { asOf: ctx.now(), how: 'any' as const };
  const meant = await listPersons(ctx, await personsHeld(ctx, segment));
  const has = new Set(await tags.holders(ctx, [tag], asked));
  const byRule = await tags.holders(ctx, [tag], { ...asked, source: 'rule' });
  const inIt = new Set(meant);
  const renamed = before !== null && before.tag !== tag;
  const old = renamed ? await tags.holders(ctx, [before.tag], { ...asked, source: 'rule' }) : [];
  return {
    members: meant.length,
    gets: meant.filter((no) => !has.has(no)).length,
    loses: byRule.filter((no) => !inIt.has(no)).length,
    /** Of a tag that the rule has no more. */
    losesOld: old.length,
    elsewhere: has.size - byRule.length,
  };
}

async function ruleNow(ctx: Ctx, id: string) {
  const { rows } = await sql<{ tag: string; segmentId: string }>`
    select tag, segment_id from audiences.tag_rule where id = ${id} and ended_at is null
  `.execute(ctx.db);
  return rows[0] ?? null;
}
