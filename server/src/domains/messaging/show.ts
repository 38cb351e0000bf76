import type { Draft, Problem } from '@huoshui/contracts/form';
import { clockText } from '@huoshui/contracts/form-numbers';
import { initialValues } from '@huoshui/contracts/form-values';
import { type Words, words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { DAY_MS } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { checkForm } from '../../platform/form/check.ts';
import { redLinesOf } from '../../platform/red-lines.ts';
import type { Channel, Limit, Recipient } from './channel.ts';
import { type Contents, type Place, problemsOf, readContents, type StoredTemplate } from './content-store.ts';
import { variablesFor } from './render.ts';
import { type BuiltIn, builtIn, examplesOf, nameOfTemplate } from './template.ts';

/** The channels, for whoever chooses among them. */
export function showChannels(channels: readonly Channel[]) {
  return channels.map(({ name, words: called, seen, cost, limits }) => ({
    name,
    words: called,
    seen,
    cost,
    limits: limits.map((limit) => ({ words: limitWords(limit), source: limit.source, asOf: limit.asOf })),
  }));
}

/** Templates with their text on each channel, ready for its form. */
export async function showTemplates(ctx: Ctx, channels: readonly Channel[], stored: readonly StoredTemplate[]) {
  const [contents, figures] = await Promise.all([readContents(ctx), figuresByTemplate(ctx)]);
  return stored.map((template) => {
    const source = builtIn(template.key);
    return {
      id: template.id,
      key: template.key,
      name: nameOfTemplate(template.key),
      kind: source?.kind ?? ('marketing' as const),
      enabled: template.enabled,
      variables: (source?.variables ?? []).map(({ name, label, example }) => ({ name, label, example })),
      contents: source ? channels.flatMap((channel) => showContent(ctx, channel, source, contents)) : [],
      sent30d: figures.get(template.key)?.sent ?? 0,
      grants: figures.get(template.key)?.grants ?? 0,
      updatedAt: template.updatedAt.toISOString(),
    };
  });
}

function showContent(ctx: Ctx, channel: Channel, template: BuiltIn, contents: Contents) {
  const fields = channel.fields(template, ctx.config);
  if (!fields) return [];
  // What is not asked for (any more: an app that is gone) is not shown, or saving it again would be refused.
  const known = { ...initialValues(fields), ...contents.of(template.key, channel.name) };
  const values = Object.fromEntries(fields.map(({ key }) => [key, known[key] ?? null]));
  return [{ channel: channel.name, fields, values }];
}

/** What she would see of a draft, the examples filled in; or what keeps it from being sent. */
export async function previewContent(ctx: Ctx, place: Place, draft: Draft) {
  const { template, channel } = place;
  const fields = channel.fields(template, ctx.config) ?? [];
  const checked = checkForm({ fields, sentence: () => words('', '') }, draft);
  const problems = checked.ok ? problemsOf(place, checked.values, ctx.config) : checked.problems;
  const variables = variablesFor(template, examplesOf(template), ctx.now());
  const composition = channel.compose({ template, values: draft }, variables, SOMEBODY);
  const missing: readonly Problem[] = composition.ok ? [] : [composition.problem];
  const composed = composition.ok ? composition.composed : null;
  const cautions = redLinesOf(fields, draft).cautions.map(({ words }) => words);
  const remarks = (composed && (await channel.remarks?.(ctx, { template, values: draft }, composed))) ?? [];
  return {
    problems: (problems.length > 0 ? problems : missing).map((problem) => ({ ...problem })),
    preview: composed
      ? { title: composed.title, lines: [...composed.lines], remarks: [...cautions, ...remarks] }
      : null,
  };
}

/** Whom a preview is addressed to. */
export const SOMEBODY: Recipient = {
  personNo: 0,
  memberId: '',
  address: 'preview',
  account: null,
  actedAt: null,
  more: {},
};

function limitWords(limit: Limit): Words {
  switch (limit.kind) {
    case 'token':
      return words('她每允许一次，可发一条', 'One message each time she allows it');
    case 'window':
      return words(`她联系后 ${limit.hours} 小时内可发`, `Within ${limit.hours} hours after she was in touch`);
    case 'cap':
      return words(
        `每人${PER[limit.per].zh}最多 ${limit.count} 条`,
        `At most ${limit.count} a person ${PER[limit.per].en}`,
      );
    case 'hours':
      return words(
        `营销只在 ${clockText(limit.from)}–${clockText(limit.to)} 发出，其余时间顺延`,
        `Marketing leaves between ${clockText(limit.from)} and ${clockText(limit.to)}; the rest waits`,
      );
    case 'rate':
      return words(`每秒最多 ${limit.perSecond} 条`, `At most ${limit.perSecond} a second`);
    case 'own':
      return limit.words;
    case 'length':
      return words(`${limit.of.zh}不超过 ${limit.max} 字`, `${limit.of.en}: at most ${limit.max} characters`);
  }
}

const PER = {
  day: words('每天', 'a day'),
  week: words('每周', 'a week'),
  month: words('每月', 'a month'),
} as const;

async function figuresByTemplate(ctx: Ctx): Promise<ReadonlyMap<string, { sent: number; grants: number }>> {
  const { rows } = await sql<{ key: string; sent: number; grants: number }>`
    select t.key,
      (select count(*) from messaging.outbound o where o.template_key = t.key and o.state = 'accepted'
        and o.created_at > ${new Date(ctx.now().getTime() - 30 * DAY_MS)}) as sent,
      (select coalesce(sum(remaining), 0) from messaging.consent c where c.template_key = t.key) as grants
    from messaging.template t
  `.execute(ctx.db);
  return new Map(rows.map((r) => [r.key, r]));
}
