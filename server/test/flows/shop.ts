import { type Api, createApi } from '../../../rehearsal/src/api.ts';
import { createPhone, type Phone } from '../../../rehearsal/src/phone.ts';
import { signedIn, type TestOperator } from '../../src/domains/operators/testing.ts';
import { freePort } from '../../src/launch/ports.ts';
import { addDays, dayStart, shanghaiDay } from '../../src/platform/calendar.ts';
import { type TestApp, testApp } from '../../src/platform/testing/app.ts';

export type Shop = {
  readonly app: TestApp;
  /** The public HTTP API; a refusal is thrown. */
  readonly api: Api;
  /** The sandbox, as the phones of the shoppers. */
  readonly phone: Phone;
  readonly owner: TestOperator;
  /** The sandbox's own controls: `PUT /faults`, `POST /tokens/expire`, `GET /log`. */
  sandbox(route: string, body?: unknown): Promise<unknown>;
  /** Of the code of WeCom in a picture, as a phone reads it; '' where there is none. */
  keyOf(picture: string | null | undefined): Promise<string>;
};

/** A shop that is reached from outside alone, on a morning on which nothing has happened yet. `gateway`: what stands before it. */
export async function openShop(owner = '小李', gateway?: string): Promise<Shop> {
  const port = await freePort();
  const app = await testApp({
    sandbox: true,
    env: { PORT: String(port), PUBLIC_URL: gateway ?? `http://127.0.0.1:${port}` },
  });
  // Ten in the morning: nothing that is sent today or days later falls into the quiet hours.
  const tomorrow = dayStart(addDays(shanghaiDay(app.ctx.now()), 1)).getTime();
  await app.advance(tomorrow + 10 * 3_600_000 - app.ctx.now().getTime());
  const sandbox = async (route: string, body?: unknown) => ask(`${app.config.sandboxUrl}/sandbox/api`, route, body);
  return {
    app,
    api: createApi(app.running.address),
    phone: createPhone(app.config.sandboxUrl ?? ''),
    owner: await signedIn(app.ctx, 'owner', owner),
    sandbox,
    keyOf: async (picture) => {
      if (!picture) return '';
      const { text }: { text: string } = Object(await sandbox('POST /code-readings', { picture }));
      return text.split('/').at(-1) ?? '';
    },
  };
}

async function ask(base: string, route: string, body?: unknown): Promise<unknown> {
  const [method, path] = route.split(' ');
  const answer = await fetch(`${base}${path}`, {
    method: method ?? 'GET',
    ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${route} → ${answer.status} ${await answer.text()}`);
  return answer.json();
}
