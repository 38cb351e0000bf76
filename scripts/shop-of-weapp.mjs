import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Whose mini program is built: what the shop at HUOSHUI_API says of itself, so that nobody uploads under another's name.
 * For the played phone there is nothing to ask.
 *
 * @param {Readonly<Record<string, string | undefined>>} env
 * @param {typeof fetch} get
 * @returns {Promise<{ name: string, appid: string } | null>}
 */
export async function shopOfWeapp(env, get = fetch) {
  const { HUOSHUI_API: api, HUOSHUI_APPID: appid, HUOSHUI_NAME: name } = env;
  if (api === undefined || api === 'sandbox') return null;
  if (appid && name) return { name, appid };
  const address = `${api.replace(/\/+$/, '')}/api/shop/settings${appid ? `?app=${encodeURIComponent(appid)}` : ''}`;
  const told = await get(address, { signal: AbortSignal.timeout(15_000) }).then(
    async (answer) => (answer.ok ? await answer.json() : null),
    () => null,
  );
  const app = told?.miniProgram;
  if (typeof told?.name !== 'string' || typeof app?.appid !== 'string') {
    throw new Error(
      `${address} does not say which shop this is and which mini program it has. Start the server there first, or name ` +
        'both: HUOSHUI_APPID=wx… HUOSHUI_NAME=店名',
    );
  }
  return { name: name || told.name, appid: appid || app.appid };
}

/**
 * Puts name and appid into what was compiled: the title of the front page until the shop has answered, and the project
 * that WeChat's tools upload.
 *
 * @param {string} output the folder of the mini program
 * @param {{ name: string, appid: string }} shop
 */
export function nameWeapp(output, { name, appid }) {
  change(join(output, 'app.json'), (app) => ({ ...app, window: { ...app.window, navigationBarTitleText: name } }));
  change(join(output, 'home/pages/home.json'), (page) => ({ ...page, navigationBarTitleText: name }));
  change(join(output, 'project.config.json'), (project) => ({
    ...project,
    appid,
    projectname: name,
    description: name,
    miniprogramRoot: './',
  }));
}

/** @param {string} file @param {(before: any) => object} to */
function change(file, to) {
  const before = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  writeFileSync(file, JSON.stringify(to(before)));
}
