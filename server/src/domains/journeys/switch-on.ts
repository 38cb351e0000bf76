import type { Draft, Field } from '@huoshui/contracts/form';
import { initialValues } from '@huoshui/contracts/form-values';
import { plainWords, words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { addDays, shanghaiDay } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { checkForm } from '../../platform/form/check.ts';
import type { Form } from '../../platform/form/form.ts';
import { readForm } from '../../platform/form/read.ts';
import { formatYuan } from '../../platform/money.ts';
import type { DayCount } from '../audiences/index.ts';
import { type BenefitItem, wouldGive } from '../benefits/index.ts';
import { createJourney } from './change.ts';
import type { Definition } from './definition.ts';
import { journeyErrors } from './errors.ts';
import { findKind } from './find-kind.ts';
import type { Kit } from './kit.ts';
import type { Playbook } from './playbook.ts';
import type { JourneyRecord } from './queries.ts';
import { stepsOf } from './sentence.ts';
import { storedValues } from './stored.ts';

/** The playbooks, each with the journey it runs as now. */
export async function listPlaybooks(ctx: Ctx, kit: Kit) {
  const { rows } = await sql<{ id: string; playbook: string; definition: Definition }>`
    select j.id, j.playbook, v.definition
    from journeys.journey j join journeys.version v on v.journey_no = j.no and v.version = j.version
    where j.playbook is not null and j.state <> 'ended'
  `.execute(ctx.db);
  const running = new Map(rows.map((r) => [r.playbook, r]));
  const told = new Map(
    kit.playbooks.map((one) => {
      const now = running.get(one.key);
      return [one.key, now ? templatesIn(kit, now.definition) : templatesOf(kit, one)];
    }),
  );
  const names = await ctx.names(
    ctx,
    [...told.values()].flat().map((id) => ({ of: 'template', id })),
  );
  return Promise.all(
    kit.playbooks.map(async ({ key, name, promise, steps, form, suits = null }) => {
      const now = running.get(key);
      return {
        key,
        name,
        promise,
        // Whoever runs it has numbers of her own: those are told, not the ones that it started from.
        steps: now ? await stepsOf(ctx, kit, now.definition) : [...steps],
        templates: (told.get(key) ?? []).map((id) => ({ key: id, name: names('template', id) ?? plainWords(id) })),
        fields: form.fields,
        initial: { ...initialValues(form.fields) },
        suits,
        journeyId: now?.id ?? null,
      };
    }),
  );
}

/** The templates of its messages, whatever is picked. */
function templatesOf(kit: Kit, playbook: Playbook): readonly string[] {
  const { fields } = playbook.form;
  const picked = Object.fromEntries(fields.flatMap(({ kind, key }) => (kind === 'picker' ? [[key, 'any']] : [])));
  const checked = checkForm(playbook.form, { ...initialValues(fields), ...picked, ...playbook.example });
  if (!checked.ok) throw new Error(`${playbook.key} does not start from sound values`);
  return templatesIn(kit, playbook.define(checked.values));
}

function templatesIn(kit: Kit, { nodes }: Definition): readonly string[] {
  const told = nodes.flatMap((node) => {
    const step = findKind(kit.steps, node.kind);
    return step?.reaches?.(storedValues(step.form, node)).tells?.template ?? [];
  });
  return [...new Set(told)];
}

export async function switchOn(
  ctx: Ctx,
  kit: Kit,
  key: string,
  { values, name }: { readonly values: Draft; readonly name?: string | undefined },
): Promise<JourneyRecord> {
  const playbook = findPlaybook(kit, key);
  const definition = playbook.define(await readForm(ctx, playbook.form, over(playbook, values)));
  return createJourney(ctx, kit, {
    name: name ?? playbook.name.zh,
    definition,
    settings: { playbook: key, values: over(playbook, values) },
    playbook: key,
    state: 'live',
  });
}

type Question = { readonly values: Draft; readonly asOf?: string | undefined; readonly days?: number | undefined };

/** What the playbook would have done with the last days of real history: whom it would have reached, at what cost. */
export async function dryRun(ctx: Ctx, kit: Kit, key: string, { values: given, asOf: day, days = 30 }: Question) {
  const playbook = findPlaybook(kit, key);
  const asOf = day ?? shanghaiDay(ctx.now());
  const values = await readForm(ctx, unpicked(playbook.form), over(playbook, given));
  const definition = playbook.define(values);
  const perDay = everyDay(asOf, days, await playbook.wouldEnter(ctx, asOf, days, values));
  const entered = perDay.reduce((sum, d) => sum + d.entered, 0);
  const { reaches, gives: all } = reachOf(kit, definition);
  const gives = isDecided(playbook, values) ? all : [];
  const reached = reaches ? Math.round((entered * (100 - definition.holdout)) / 100) : 0;
  const { budgetId } = definition;
  const {
    given: covered,
    cost,
    most,
  } = await wouldGive(ctx, kit.benefits, { items: gives, budgetId, persons: reached });
  const yuan = formatYuan(cost);
  // What has no cap has no "at most": its cost is a guess, and is called one.
  const { zh, en } =
    cost === 0
      ? words('', '')
      : most === null
        ? words(`，券没有封顶，估计花费 ¥${yuan}`, `; the benefit has no cap: about ¥${yuan}`)
        : words(`，券全部用掉最多花费 ¥${yuan}`, `; at most ¥${yuan} if every benefit is used`);
  const short =
    gives.length > 0 && covered < reached
      ? words(
          `。按现在剩下的券和预算，只有 ${covered} 人拿得到券，另外 ${reached - covered} 人没有券、也不会收到券的通知`,
          `. By what is left of coupon and budget now only ${covered} would get it; the other ${reached - covered} get none, and no word of one`,
        )
      : words('', '');
  return {
    days,
    entered,
    reached,
    perDay,
    given: gives.length > 0 ? covered : null,
    expectedCost: cost,
    text: words(
      `截至 ${asOf} 的 ${days} 天里，会有 ${entered} 人进入，其中 ${reached} 人会被触达，${entered - reached} 人留作对照${zh}${short.zh}`,
      `In the ${days} days up to ${asOf}, ${entered} would have entered: ${reached} reached, ${entered - reached} held out${en}${short.en}`,
    ),
  };
}

/** Days on which nobody would have entered are days too: a chart that leaves them out shows a shop that never rests. */
function everyDay(asOf: string, days: number, found: readonly DayCount[]): { day: string; entered: number }[] {
  const entered = new Map(found.map((one) => [one.day, one.entered]));
  return Array.from({ length: days }, (_, n) => {
    const day = addDays(asOf, n + 1 - days);
    return { day, entered: entered.get(day) ?? 0 };
  });
}

/** What the steps of a definition do to one person who takes every one of them. */
function reachOf(kit: Kit, { nodes }: Definition): { reaches: boolean; gives: readonly BenefitItem[] } {
  const reaches = nodes.flatMap((node) => {
    const step = findKind(kit.steps, node.kind);
    return step?.reaches ? [step.reaches(storedValues(step.form, node))] : [];
  });
  return { reaches: reaches.length > 0, gives: reaches.flatMap(({ gives = [] }) => gives) };
}

export function findPlaybook(kit: Kit, key: string): Playbook {
  const playbook = kit.playbooks.find((p) => p.key === key);
  if (!playbook) throw journeyErrors.error('playbook_not_found');
  return playbook;
}

/** A dry run gives nothing to anybody: which coupon it will be need not be decided yet. */
export function unpicked(form: Form): Form {
  const fields = form.fields.map((field): Field => (field.kind === 'picker' ? { ...field, optional: true } : field));
  return { ...form, fields };
}

/** Whether what it gives has been chosen. */
function isDecided({ form }: Pick<Playbook, 'form'>, values: Draft): boolean {
  return form.fields.every((field) => field.kind !== 'picker' || field.optional || Boolean(values[field.key]));
}

/** The operator's values over those it starts from. */
export function over({ form }: Pick<Playbook, 'form'>, given: Draft): Draft {
  return { ...initialValues(form.fields), ...given };
}
