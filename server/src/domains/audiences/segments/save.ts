import type { Condition } from '@huoshui/contracts/condition';
import type { Draft, Problem } from '@huoshui/contracts/form';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { DomainError } from '../../../platform/errors.ts';
import { badForm, readForm } from '../../../platform/form/read.ts';
import { newId } from '../../../platform/ids.ts';
import type { ConditionKit } from '../conditions/compose.ts';
import { audienceErrors } from '../errors.ts';
import { findSegment, insertSegment, lookNow, updateSegment, writeUses } from './queries.ts';
import { nextLook, type SegmentState, segmentsIn } from './segment.ts';
import { segmentForm } from './segment-form.ts';
import type { SegmentRow } from './tables.ts';
import { refuseRing } from './uses.ts';

type Sent = { readonly values: Draft; readonly condition?: unknown };

/** A segment by a rule; it is looked at for the first time at once, behind the request. @throws platform.bad_form, audiences.segment_name_taken */
export async function createSegment(ctx: Ctx, kit: ConditionKit, { values, condition: draft }: Sent): Promise<string> {
  const [settings, condition] = [await readForm(ctx, segmentForm, values), await readCondition(ctx, kit, draft)];
  const id = newId('seg');
  await refuseRing(ctx, id, condition);
  await refuseTakenName(ctx, id, settings.name);
  const row = { ...settings, id, note: settings.note ?? '', kind: 'rule' as const, condition };
  await insertSegment(ctx, { ...row, dueAt: ctx.now(), createdBy: writerOf(ctx) });
  await writeUses(ctx, id, usesOf(condition));
  return id;
}

/**
 * Another condition is looked at at once, and whoever comes or goes by it starts nothing. A list has no condition and no plan.
 * @throws platform.bad_form, audiences.segment_not_found, segment_name_taken, segment_ring
 */
export async function changeSegment(
  ctx: Ctx,
  kit: ConditionKit,
  id: string,
  { values, condition: draft }: Sent,
): Promise<void> {
  const row = await findSegment(ctx, id, true);
  const settings = await readForm(ctx, segmentForm, values);
  await refuseTakenName(ctx, id, settings.name);
  const named = { id, name: settings.name, note: settings.note ?? '', kind: row.kind };
  if (row.condition === null)
    return updateSegment(ctx, { ...named, condition: null, refresh: 'manual', hour: null, dueAt: null }, false);
  const condition = draft === undefined ? row.condition : await readCondition(ctx, kit, draft);
  const redefined = JSON.stringify(sorted(condition)) !== JSON.stringify(sorted(row.condition));
  if (redefined) await refuseRing(ctx, id, condition);
  const { refresh, hour } = settings;
  const planned = redefined || isDue(ctx, row) ? ctx.now() : nextLook({ refresh, hour }, ctx.now());
  const dueAt = row.state === 'archived' ? null : planned;
  await updateSegment(ctx, { ...named, condition, refresh, hour, dueAt }, redefined);
  await writeUses(ctx, id, usesOf(condition));
}

/**
 * Whom an archived segment held stays as it was; one that is used again is looked at at once. What is in use is archived only by whoever
 * knows by what. @throws audiences.segment_in_use, segment_name_taken
 */
export async function setSegmentState(
  ctx: Ctx,
  id: string,
  state: SegmentState,
  uses: { readonly now: () => Promise<readonly Use[]>; readonly knowing: readonly string[] },
): Promise<void> {
  const row = await findSegment(ctx, id, true);
  if (row.state === state) return;
  if (state === 'archived') refuseUnknown(await uses.now(), uses.knowing);
  if (state === 'active') await refuseTakenName(ctx, id, row.name);
  const dueAt = state === 'active' && row.condition !== null ? ctx.now() : null;
  // Who came and went while nobody looked did so long ago.
  await sql`
    update audiences.segment set state = ${state}, due_at = ${dueAt}, claim = null, redefined = redefined or ${dueAt !== null}
    where id = ${id}
  `.execute(ctx.db);
}

type Use = { readonly kind: string; readonly id: string; readonly name: string };

function refuseUnknown(uses: readonly Use[], knowing: readonly string[]): void {
  const unknown = uses.filter(({ id }) => !knowing.includes(id));
  if (unknown.length > 0)
    throw audienceErrors.error('segment_in_use', {
      count: unknown.length,
      usedBy: unknown.map((use) => ({ ...use })),
    });
}

/** @throws audiences.segment_is_list, segment_archived */
export async function refreshSoon(ctx: Ctx, id: string): Promise<void> {
  const row = await findSegment(ctx, id, true);
  if (row.condition === null) throw audienceErrors.error('segment_is_list');
  if (row.state === 'archived') throw audienceErrors.error('segment_archived');
  await lookNow(ctx, id);
}

/** @throws audiences.segment_name_taken */
export async function refuseTakenName(ctx: Ctx, id: string, name: string): Promise<void> {
  const { rows } = await sql`
    select from audiences.segment where lower(name) = lower(${name}) and state = 'active' and id <> ${id}
  `.execute(ctx.db);
  if (rows.length > 0) throw audienceErrors.error('segment_name_taken', { name });
}

export const writerOf = ({ actor }: Ctx): string => (actor.kind === 'operator' ? actor.name : '');

async function readCondition(ctx: Ctx, kit: ConditionKit, draft: unknown): Promise<Condition> {
  try {
    return await kit.read(ctx, draft);
  } catch (error) {
    // Its problems stand in the condition, beside those of the form.
    if (error instanceof DomainError && error.code === 'platform.bad_form') throw badForm(inCondition(error));
    throw error;
  }
}

function inCondition({ details }: DomainError): Problem[] {
  const problems: unknown = details?.problems;
  return (Array.isArray(problems) ? problems : []).map(({ at, words }: Problem) => ({
    at: at === '' ? 'condition' : `condition.${at}`,
    words,
  }));
}

const usesOf = (condition: Condition) => [...new Set(segmentsIn(condition).map(({ id }) => id))];

const isDue = (ctx: Ctx, { dueAt, claim }: SegmentRow) => claim !== null || (dueAt !== null && dueAt <= ctx.now());

/** With its keys in order: jsonb keeps its own. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, held]) => [key, sorted(held)]),
  );
}
