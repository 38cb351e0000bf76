import { accountContract as contract } from '@huoshui/contracts/accounts';
import { named, type Words, words } from '@huoshui/contracts/words';
import { type Route, route } from '../../platform/routes.ts';
import type { AccountMessages } from '../messaging/index.ts';
import { archiveAccount, changeAccount, createAccount, listAccounts, readAccount } from './account/accounts.ts';
import { figuresOfAccount, figuresOfRule } from './figures.ts';
import { followsOfMember } from './follow/of-member.ts';
import { readFollowersSoon } from './follow/sync.ts';
import { changeMenu, createMenu, listMenus, publishMenus, readMenu, removeMenu } from './menus/menus.ts';
import type { RuleForm } from './rules/rule-form.ts';
import { archiveRule, changeRule, createRule, listRules, readRule } from './rules/rules.ts';
import { changeTemplates, readTemplates, type TemplatesForm } from './tell/templates.ts';

const READ = { can: 'accounts.read' } as const;
const WRITE = { can: 'accounts.write' } as const;
/** Its keys open everything of the account. */
const KEYS = { can: 'settings.write' } as const;

const note =
  (deed: Words) =>
  (_in: unknown, { id, name }: { readonly id: string; readonly name: string }) => ({
    entityId: id,
    summary: named(deed, name),
  });
const archiving =
  (away: Words, back: Words) =>
  ({ body }: { readonly body: { readonly archived: boolean } }, { name }: { readonly name: string }) => ({
    summary: named(body.archived ? away : back, name),
  });

export const accountRoutes: readonly Route[] = [
  route(contract, 'GET /api/admin/official-accounts', READ, async (ctx, { query }) => listAccounts(ctx, query)),
  route(
    contract,
    'POST /api/admin/official-accounts',
    { ...KEYS, audit: note(words('接入公众号', 'Connected the official account')) },
    async (ctx, { body }) => createAccount(ctx, body.values),
  ),
  route(contract, 'GET /api/admin/official-accounts/:id', READ, async (ctx, { params }) => readAccount(ctx, params.id)),
  route(
    contract,
    'PUT /api/admin/official-accounts/:id',
    { ...KEYS, audit: note(words('修改公众号', 'Changed the official account')) },
    async (ctx, { params, body }) => changeAccount(ctx, params.id, body.values),
  ),
  route(
    contract,
    'POST /api/admin/official-accounts/:id/archiving',
    {
      ...KEYS,
      audit: archiving(
        words('停用公众号', 'Archived the official account'),
        words('恢复公众号', 'Brought back the official account'),
      ),
    },
    async (ctx, { params, body }) => archiveAccount(ctx, params.id, body.archived),
  ),
  route(
    contract,
    'POST /api/admin/official-accounts/:id/reading',
    { ...WRITE, audit: note(words('同步关注者', 'Read the followers again of')) },
    async (ctx, { params }) => {
      await readFollowersSoon(ctx, params.id);
      return readAccount(ctx, params.id);
    },
  ),
  route(contract, 'GET /api/admin/official-accounts/:id/menus', READ, async (ctx, { params }) =>
    listMenus(ctx, params.id),
  ),
  route(
    contract,
    'POST /api/admin/official-accounts/:id/menus',
    {
      ...WRITE,
      audit: (_in, { id, sentence }) => ({
        entityId: id,
        summary: named(words('新建公众号菜单', 'Made a menu'), sentence),
      }),
    },
    async (ctx, { params, body }) => createMenu(ctx, params.id, body.values),
  ),
  route(
    contract,
    'POST /api/admin/official-accounts/:id/menu-publishing',
    { ...WRITE, audit: words('发布公众号菜单', 'Published the menus of an official account') },
    async (ctx, { params }) => publishMenus(ctx, params.id),
  ),
  route(contract, 'GET /api/admin/account-menus/:id', READ, async (ctx, { params }) => readMenu(ctx, params.id)),
  route(
    contract,
    'PUT /api/admin/account-menus/:id',
    {
      ...WRITE,
      audit: (_in, { sentence }) => ({ summary: named(words('修改公众号菜单', 'Changed a menu'), sentence) }),
    },
    async (ctx, { params, body }) => changeMenu(ctx, params.id, body.values),
  ),
  route(
    contract,
    'POST /api/admin/account-menus/:id/removal',
    {
      ...WRITE,
      audit: (_in, { sentence }) => ({ summary: named(words('删除公众号菜单', 'Removed a menu'), sentence) }),
    },
    async (ctx, { params }) => removeMenu(ctx, params.id),
  ),
  route(contract, 'GET /api/admin/members/:id/follows', READ, async (ctx, { params }) =>
    followsOfMember(ctx, params.id),
  ),
];

/** What goes by accounts on behalf of others. */
export function messageRoutes(form: TemplatesForm, messages: AccountMessages): readonly Route[] {
  return [
    route(contract, 'GET /api/admin/official-accounts/:id/figures', READ, async (ctx, { params, query }) =>
      figuresOfAccount(ctx, messages, params.id, query),
    ),
    route(contract, 'GET /api/admin/official-accounts/:id/templates', READ, async (ctx, { params }) =>
      readTemplates(ctx, form, params.id),
    ),
    route(
      contract,
      'PUT /api/admin/official-accounts/:id/templates',
      {
        ...WRITE,
        audit: (_in, { name }) => ({
          summary: named(words('修改公众号的消息模板', 'Changed the message templates of'), name),
        }),
      },
      async (ctx, { params, body }) => changeTemplates(ctx, form, params.id, body.values),
    ),
  ];
}

export function ruleRoutes(form: RuleForm): readonly Route[] {
  return [
    route(contract, 'GET /api/admin/account-rules', READ, async (ctx, { query }) => listRules(ctx, form, query)),
    route(
      contract,
      'POST /api/admin/account-rules',
      { ...WRITE, audit: note(words('新建公众号规则', 'Made the rule of accounts')) },
      async (ctx, { body }) => createRule(ctx, form, body.values),
    ),
    route(contract, 'GET /api/admin/account-rules/:id', READ, async (ctx, { params }) =>
      readRule(ctx, form, params.id),
    ),
    route(
      contract,
      'PUT /api/admin/account-rules/:id',
      { ...WRITE, audit: note(words('修改公众号规则', 'Changed the rule of accounts')) },
      async (ctx, { params, body }) => changeRule(ctx, form, params.id, body.values),
    ),
    route(
      contract,
      'POST /api/admin/account-rules/:id/archiving',
      {
        ...WRITE,
        audit: archiving(
          words('停用公众号规则', 'Archived the rule of accounts'),
          words('恢复公众号规则', 'Brought back the rule of accounts'),
        ),
      },
      async (ctx, { params, body }) => archiveRule(ctx, form, params.id, body.archived),
    ),
    route(contract, 'GET /api/admin/account-rules/:id/figures', READ, async (ctx, { params, query }) =>
      figuresOfRule(ctx, params.id, query),
    ),
  ];
}
