import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { newId } from '../../platform/ids.ts';
import { fieldTypeOf, fitField } from '../../wechat/index.ts';
import { messagingErrors } from './errors.ts';
import { BUILT_IN, builtIn, type Field, fill, unknownVariables } from './template.ts';

export type StoredTemplate = {
  readonly id: string;
  readonly key: string;
  readonly title: string;
  readonly fields: readonly Field[];
  readonly page: string;
  readonly wechatTemplateId: string | null;
  readonly enabled: boolean;
  readonly updatedAt: Date;
};

/** Put the built-in templates into an empty shop; WeChat's ids come from the default app's credentials. */
export async function prepareTemplates(ctx: Ctx): Promise<void> {
  const ids = ctx.config.wechat.apps[0].templates;
  for (const template of BUILT_IN)
    await sql`
      insert into messaging.template (id, key, title, fields, page, wechat_template_id, updated_at)
      values (${newId('tpl')}, ${template.key}, ${template.title}, ${JSON.stringify(template.fields)}::jsonb,
        ${template.page}, ${ids[template.key] ?? null}, ${ctx.now()})
      on conflict (key) do nothing
    `.execute(ctx.db);
}

export async function readTemplates(ctx: Ctx): Promise<StoredTemplate[]> {
  const { rows } = await sql<StoredTemplate>`
    select id, key, title, fields, page, wechat_template_id, enabled, updated_at from messaging.template order by key
  `.execute(ctx.db);
  return rows;
}

export type TemplateChange = {
  readonly title?: string | undefined;
  readonly fields?: readonly Field[] | undefined;
  readonly page?: string | undefined;
  readonly wechatTemplateId?: string | null | undefined;
  readonly enabled?: boolean | undefined;
};

/** Change a template; words that WeChat would refuse, or that name an unknown variable, are refused here already. */
export async function changeTemplate(ctx: Ctx, id: string, change: TemplateChange): Promise<StoredTemplate> {
  const present = (await readTemplates(ctx)).find((t) => t.id === id);
  const source = present && builtIn(present.key);
  if (!present || !source) throw messagingErrors.error('template_not_found');
  const next = { ...present, ...dropUndefined(change) };
  check(next, source);
  await sql`
    update messaging.template set title = ${next.title}, fields = ${JSON.stringify(next.fields)}::jsonb,
      page = ${next.page}, wechat_template_id = ${next.wechatTemplateId}, enabled = ${next.enabled}, updated_at = ${ctx.now()}
    where id = ${id}
  `.execute(ctx.db);
  return { ...next, updatedAt: ctx.now() };
}

function check(template: StoredTemplate, source: (typeof BUILT_IN)[number]): void {
  const example = Object.fromEntries(source.variables.map((v) => [v.name, v.example]));
  for (const text of [template.title, template.page, ...template.fields.map((f) => f.text)]) {
    const [name] = unknownVariables(text, source.variables);
    if (name) throw messagingErrors.error('variable_unknown', { name });
  }
  for (const field of template.fields) {
    if (!source.fields.some((f) => f.key === field.key))
      throw messagingErrors.error('field_unknown', { key: field.key });
    const type = fieldTypeOf(field.key);
    const value = fill(field.text, example);
    if (!type || !fitField(type, value))
      throw messagingErrors.error('field_too_long', { label: field.label, problem: field.key });
  }
}

function dropUndefined(change: TemplateChange): Partial<StoredTemplate> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}
