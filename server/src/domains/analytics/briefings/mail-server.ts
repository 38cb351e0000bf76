import type { briefingContract } from '@huoshui/contracts/briefings';
import { MailServer } from '@huoshui/contracts/briefings';
import type { RouteOut } from '@huoshui/contracts/contract';
import type { Draft } from '@huoshui/contracts/form';
import { Type } from '@sinclair/typebox';
import type { Ctx } from '../../../platform/ctx.ts';
import { readForm } from '../../../platform/form/read.ts';
import { defineSetting, getSetting, putSetting } from '../../../platform/settings.ts';
import { mailForm } from './mail-form.ts';

type Shown = RouteOut<(typeof briefingContract)['GET /api/admin/settings/mail']>;
const { hasPassword: _, ...told } = MailServer.properties;
const mailSetting = defineSetting('analytics.mail', Type.Object({ ...told, passwordSealed: Type.String() }), {
  host: '',
  port: 465,
  safety: 'tls',
  login: '',
  from: '',
  fromName: '',
  passwordSealed: '',
});

const PASSWORD = 'analytics.mail.password';

export type ReadyServer = Omit<Shown, 'hasPassword' | 'revision'> & { readonly password: string };

/** By which mail goes out; null while none is set up. */
export async function readMailServer(ctx: Ctx): Promise<ReadyServer | null> {
  const { passwordSealed, ...server } = await getSetting(ctx, mailSetting);
  if (server.host === '') return null;
  return { ...server, password: passwordSealed === '' ? '' : ctx.crypto.decrypt(passwordSealed, PASSWORD) };
}

export async function showMailServer(ctx: Ctx): Promise<Shown> {
  const { passwordSealed, ...server } = await getSetting(ctx, mailSetting);
  return { ...server, hasPassword: passwordSealed !== '' };
}

/** Another login, or another server, has another password: the one before is not shown to it. */
export async function putMailServer(ctx: Ctx, draft: Draft): Promise<Shown> {
  const { hasPassword: _has, ...given } = draft;
  const { password, login, fromName, ...plain } = await readForm(ctx, mailForm, given);
  const server = { ...plain, login: login ?? '', fromName: fromName ?? '' };
  const before = await getSetting(ctx, mailSetting);
  const same = before.host === server.host && before.login === server.login;
  const kept = same ? before.passwordSealed : '';
  const passwordSealed = password === null ? kept : ctx.crypto.encrypt(password, PASSWORD);
  await putSetting(ctx, mailSetting, { ...server, passwordSealed });
  return showMailServer(ctx);
}
