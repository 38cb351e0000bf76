import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { createApi } from '../../rehearsal/src/api.ts';
import { loadShop } from '../../rehearsal/src/load-shop.ts';
import { createPhone } from '../../rehearsal/src/phone.ts';
import { freePort } from '../../server/src/launch/ports.ts';
import { productRoot } from '../../server/src/launch/product.ts';
import { temporaryFolder } from '../../server/src/launch/temporary-folder.ts';
import type { Console } from './canvas.ts';
import type { Place } from './visit.ts';

export type Faces = {
  readonly overview: Place;
  readonly home: Place;
  readonly console: Console;
  readonly close: () => Promise<void>;
};

const owner = { login: 'owner', password: 'correct horse 42' };

/** The built product as a person starts it, with the shelves of the demo shop and nobody in it yet. */
export async function openFaces(): Promise<Faces> {
  const dataDir = await temporaryFolder('bench-faces');
  const port = await freePort();
  const args = ['start', '--port', String(port), '--data', dataDir, '--no-demo'];
  const child = spawn(process.execPath, [path.join(productRoot, 'bin/huoshui.mjs'), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, FIRST_OWNER_LOGIN: owner.login, FIRST_OWNER_PASSWORD: owner.password },
  });
  const ended = once(child, 'close');
  await new Promise<void>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => line.startsWith('ready ') && resolve());
    child.once('close', () => reject(new Error('the product ended before it was ready')));
  });
  const url = `http://127.0.0.1:${port}`;
  const cookie = await signIn(url);
  await loadShop(createApi(url), cookie, url, {
    assets: path.join(productRoot, 'rehearsal/assets'),
  });
  return {
    overview: overviewOf(url, cookie),
    home: homeOf(url),
    console: { url, cookie },
    close: async () => {
      child.kill('SIGTERM');
      await ended;
      await rm(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 });
    },
  };
}

async function signIn(url: string): Promise<string> {
  const answer = await fetch(`${url}/api/admin/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(owner),
  });
  return (answer.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';
}

function overviewOf(url: string, cookie: string): Place {
  const [name = '', value = ''] = cookie.split('=');
  return {
    size: { width: 1440, height: 900 },
    address: `${url}/console/`,
    prepare: async (context) => context.addCookies([{ name, value, url }]),
    selector: 'main h1',
  };
}

/** Played phones load much of their own: here the frame around the shop is a few lines that answer for WeChat. */
function homeOf(url: string): Place {
  const phone = createPhone(url);
  return {
    size: { width: 390, height: 844 },
    address: `${url}/bench-phone`,
    prepare: async (context) => {
      const [app] = await phone.miniPrograms();
      const { id } = await phone.create('慢慢来');
      const code = await phone.loginCode(id, app);
      const said = JSON.stringify({ hello: { shopper: { id }, app }, login: { code } });
      const body = `<!doctype html><body style="margin:0"><script>
        const said = ${said};
        addEventListener('message', ({ data, source }) => data.huoshui === 'wx' &&
          source.postMessage({ huoshui: 'wx-reply', id: data.id, ok: true, result: said[data.call] ?? {} }, origin));
      </script><iframe src="/?phone=1" style="border:0;width:390px;height:844px"></iframe>`;
      await context.route('**/bench-phone', async (route) => route.fulfill({ contentType: 'text/html', body }));
    },
    frame: 'phone=1',
    // A picture of goods: the shelf has come.
    selector: 'img[src*="/files/"]',
  };
}
