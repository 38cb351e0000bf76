import type { Draft, Problem } from '@huoshui/contracts/form';
import { initialValues } from '@huoshui/contracts/form-values';
import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Config } from '../../config.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { badForm, readForm } from '../../platform/form/read.ts';
import { newId } from '../../platform/ids.ts';
import { redLinesOf } from '../../platform/red-lines.ts';
import { type Channel, channelNamed } from './channel.ts';
import { messagingErrors } from './errors.ts';
import { textIn, unknownVariables } from './fill.ts';
import { BUILT_IN, type BuiltIn, builtIn, examplesOf } from './template.ts';

export type StoredTemplate = {
  readonly id: string;
  readonly key: string;
  readonly enabled: boolean;
  readonly updatedAt: Date;
};

/** Contents by template key and channel. */
export type Contents = { of(templateKey: string, channel: string): Draft | null };

/** Put what is new into the shop: built-in templates, for each channel the text it begins with, and fields it got since. */
export async function prepareContents(ctx: Ctx, channels: readonly Channel[]): Promise<void> {
  const contents = BUILT_IN.flatMap((template) =>
    channels.flatMap((channel) => {
      const fields = channel.fields(template, ctx.config);
      return fields ? [{ key: template.key, channel: channel.name, values: initialValues(fields) }] : [];
    }),
  );
  await inTransaction(ctx, async (ctx) => {
    await sql`
      insert into messaging.template (id, key, updated_at)
      select id, key, ${ctx.now()} from unnest(
        ${BUILT_IN.map(() => newId('tpl'))}::text[], ${BUILT_IN.map((t) => t.key)}::text[]) as given (id, key)
      on conflict (key) do nothing
    `.execute(ctx.db);
    await sql`
      insert into messaging.content (template_key, channel, fields, updated_at)
      select key, channel, fields, ${ctx.now()} from unnest(
        ${contents.map((c) => c.key)}::text[], ${contents.map((c) => c.channel)}::text[],
        ${contents.map((c) => JSON.stringify(c.values))}::jsonb[]) as given (key, channel, fields)
      on conflict (template_key, channel) do update set fields = excluded.fields || messaging.content.fields
      where excluded.fields || messaging.content.fields <> messaging.content.fields
    `.execute(ctx.db);
  });
}

export async function readTemplates(ctx: Ctx): Promise<StoredTemplate[]> {
  const { rows } = await sql<StoredTemplate>`
    select id, key, enabled, updated_at from messaging.template order by key
  `.execute(ctx.db);
  return rows;
}

export async function readContents(ctx: Ctx): Promise<Contents> {
  const { rows } = await sql<{ templateKey: string; channel: string; fields: Draft }>`
    select template_key, channel, fields from messaging.content
  `.execute(ctx.db);
  const byKey = new Map(rows.map((row) => [`${row.templateKey} ${row.channel}`, row.fields]));
  return { of: (templateKey, channel) => byKey.get(`${templateKey} ${channel}`) ?? null };
}

export async function switchTemplate(ctx: Ctx, id: string, enabled: boolean): Promise<StoredTemplate> {
  const { rows } = await sql<StoredTemplate>`
    update messaging.template set enabled = ${enabled}, updated_at = ${ctx.now()} where id = ${id}
    returning id, key, enabled, updated_at
  `.execute(ctx.db);
  if (!rows[0]) throw messagingErrors.error('template_not_found');
  return rows[0];
}

/** Where a content belongs: the template and the channel it is written for. */
export type Place = { readonly stored: StoredTemplate; readonly template: BuiltIn; readonly channel: Channel };

export async function findPlace(ctx: Ctx, channels: readonly Channel[], id: string, name: string): Promise<Place> {
  const stored = (await readTemplates(ctx)).find((t) => t.id === id);
  const template = stored && builtIn(stored.key);
  const channel = channelNamed(channels, name);
  if (!stored || !template || !channel?.fields(template, ctx.config)) throw messagingErrors.error('template_not_found');
  return { stored, template, channel };
}

/** Write the text of a template on one channel; what could not be sent is refused at its field. */
export async function changeContent(ctx: Ctx, place: Place, draft: Draft): Promise<void> {
  const { template, channel } = place;
  const fields = channel.fields(template, ctx.config) ?? [];
  const values: Draft = await readForm(ctx, { fields, sentence: () => words('', '') }, draft);
  const problems = problemsOf(place, values, ctx.config);
  if (problems.length > 0) throw badForm(problems);
  await sql`
    with touched as (update messaging.template set updated_at = ${ctx.now()} where key = ${template.key})
    insert into messaging.content (template_key, channel, fields, updated_at)
    values (${template.key}, ${channel.name}, ${JSON.stringify(values)}::jsonb, ${ctx.now()})
    on conflict (template_key, channel) do update set fields = excluded.fields, updated_at = excluded.updated_at
  `.execute(ctx.db);
  await channel.written?.(ctx, { template, values });
}

/** What its fields cannot see by themselves: variables that do not exist, what the channel would refuse. */
export function problemsOf(
  { template, channel }: Pick<Place, 'template' | 'channel'>,
  values: Draft,
  config: Config,
): readonly Problem[] {
  const unknown = Object.keys(values).flatMap((at) =>
    unknownVariables(textIn(values, at), template.variables)
      .slice(0, 1)
      .map((name) => ({ at, words: words(`没有名为 ${name} 的变量`, `There is no variable ${name}`) })),
  );
  if (unknown.length > 0) return unknown;
  const refused = channel.problem?.({ template, values }, examplesOf(template));
  return refused ? [refused] : redLinesOf(channel.fields(template, config) ?? [], values).refused;
}
