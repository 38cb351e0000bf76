import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { codes } from '../../codes/index.ts';
import type { Candidate } from '../rules/match.ts';
import type { Leads } from '../rules/parts.ts';

/** What a rule needs to lead on: the picture of a code, or the page of the mini program. */
export async function leadsOf(ctx: Ctx, { values, codeId }: Candidate): Promise<Leads> {
  const { publicUrl } = ctx.config;
  const [app] = ctx.config.wechat.apps;
  const page = (path: string): Leads => ({ kind: 'page', appid: app.appid, page: path, fallback: publicUrl });
  switch (values.hands) {
    case 'none':
      return null;
    case 'page':
      return page(values.page ?? 'home/pages/home');
    case 'quiz':
      return page(`quizzes/pages/quiz?${new URLSearchParams({ id: values.quiz ?? '' })}`);
    case 'contact_way':
      return page(`scrm/pages/contact?${new URLSearchParams({ id: values.contact ?? '' })}`);
    default: {
      const { rows } = await sql<{ name: string }>`
        select name from accounts.account where id = ${values.account}
      `.execute(ctx.db);
      const code = codeId === null ? undefined : await codes.picture(ctx, codeId);
      const picture = code?.picture ?? null;
      return {
        kind: 'account',
        name: rows[0]?.name ?? '',
        picture: picture === null ? null : `${publicUrl}${picture}`,
        url: code?.link ?? null,
      };
    }
  }
}
