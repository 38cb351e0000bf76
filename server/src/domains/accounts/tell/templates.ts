import type { accountContract } from '@huoshui/contracts/accounts';
import type { RouteOut } from '@huoshui/contracts/contract';
import type { Draft, Field } from '@huoshui/contracts/form';
import { type Words, words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { form } from '../../../platform/form/form.ts';
import { readForm } from '../../../platform/form/read.ts';
import type { AccountMessages } from '../../messaging/index.ts';
import { mustFindAccount } from '../account/find.ts';

type View = RouteOut<(typeof accountContract)['GET /api/admin/official-accounts/:id/templates']>;

type Ids = Readonly<Record<string, string | null>>;
export type TemplatesForm = ReturnType<typeof templatesForm>;

/**
 * By which template of the account each message of the shop goes: as a notice that she subscribed to, and, where it is about her own
 * business, as a template message too. WeChat gives each account ids of its own.
 */
export function templatesForm(messages: AccountMessages) {
  const fields = messages.templates().flatMap(({ key, name, service, fields: asked }): Field[] => {
    const hint = words(`要有这些字段：${asked.join('、')}`, `With these fields: ${asked.join(', ')}`);
    const one = (by: 'notice' | 'template', label: Field['label']): Field => ({
      ...{ key: `${by}_${key}`, label, kind: 'text', max: 64, optional: true, hint },
    });
    return [
      one('notice', words(`${name.zh}（订阅通知）`, `${name.en} (subscribe notice)`)),
      ...(service ? [one('template', words(`${name.zh}（模板消息）`, `${name.en} (template message)`))] : []),
    ];
  });
  return form({
    fields,
    problem: (values: Draft) => {
      const at = Object.keys(values).find((key) => typeof values[key] === 'string' && !/^[\w-]+$/.test(values[key]));
      return at === undefined ? null : { at, words: words('只有字母、数字、- 和 _', 'Letters, digits, - and _ alone') };
    },
    sentence: sentenceOf,
  });
}

function sentenceOf(values: Draft): Words {
  const count = (by: string) => Object.keys(values).filter((key) => key.startsWith(by) && values[key] !== null).length;
  return words(
    `${count('notice_')} 种消息可发订阅通知，${count('template_')} 种可发模板消息`,
    `${count('notice_')} kinds of message may go as notices, ${count('template_')} as template messages`,
  );
}

/** The ids that the credentials of an account name, by our keys: both ways begin with them. */
export function begunWith(
  { fields }: TemplatesForm,
  ids: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    fields.flatMap(({ key }) => {
      const id = ids[key.replace(/^(notice|template)_/, '')];
      return id === undefined ? [] : [[key, id] as const];
    }),
  );
}

/** Throws `accounts.not_found`. */
export async function readTemplates(ctx: Ctx, { fields }: TemplatesForm, id: string): Promise<View> {
  const { name } = await mustFindAccount(ctx, id);
  const { rows } = await sql<{ templates: Ids }>`select templates from accounts.account where id = ${id}`.execute(
    ctx.db,
  );
  const values = Object.fromEntries(fields.map(({ key }) => [key, rows[0]?.templates[key] ?? null]));
  return { id, name, values, sentence: sentenceOf(values) };
}

export async function changeTemplates(ctx: Ctx, form: TemplatesForm, id: string, draft: Draft): Promise<View> {
  await mustFindAccount(ctx, id);
  const values = await readForm(ctx, form, draft);
  await sql`update accounts.account set templates = ${JSON.stringify(values)}::jsonb where id = ${id}`.execute(ctx.db);
  return readTemplates(ctx, form, id);
}
