import { Agent, request } from 'node:http';
import type { FlashSale } from './shop.ts';

/** So many connections to each server, as a proxy in front of it keeps them. */
const CONNECTIONS = 128;

export type Rush = {
  readonly kept: number;
  readonly soldOut: number;
  readonly perSecond: number;
  /** Until half of them, and the last, were told. */
  readonly p50Ms: number;
  readonly lastMs: number;
  /** From the last piece that was taken until the last of the others was told. */
  readonly afterGoneMs: number;
};

/** All tap at one moment, by turns at each server, and once more where she is told to wait. */
export async function rush(urls: readonly string[], tokens: readonly string[], sale: FlashSale): Promise<Rush> {
  const agents = urls.map(() => new Agent({ keepAlive: true, maxSockets: CONNECTIONS }));
  const begun = performance.now();
  const told = await Promise.all(
    tokens.map(async (token, n) => {
      const [url, agent] = [urls[n % urls.length] ?? '', agents[n % agents.length]];
      for (;;) {
        const taking = await tap({ url, agent, token }, sale);
        if (taking !== 'wait') return { taking, at: performance.now() - begun };
      }
    }),
  );
  for (const agent of agents) agent.destroy();
  const times = told.map(({ at }) => at).toSorted((a, b) => a - b);
  const last = times.at(-1) ?? Number.NaN;
  const gone = Math.max(...told.filter(({ taking }) => taking === 'kept').map(({ at }) => at));
  return {
    kept: told.filter(({ taking }) => taking === 'kept').length,
    soldOut: told.filter(({ taking }) => taking === 'sold_out').length,
    perSecond: (tokens.length / last) * 1000,
    p50Ms: times[Math.floor(times.length / 2)] ?? Number.NaN,
    lastMs: last,
    afterGoneMs: last - gone,
  };
}

type Phone = { readonly url: string; readonly agent: Agent | undefined; readonly token: string };

async function tap({ url, agent, token }: Phone, { id, skuId }: FlashSale): Promise<string> {
  const body = JSON.stringify({ skuId, quantity: 1 });
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  };
  return new Promise((resolve, reject) => {
    const asked = request(`${url}/api/shop/activities/${id}/takes`, {
      method: 'POST',
      headers,
      ...(agent ? { agent } : {}),
    });
    asked.on('response', (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (part: string) => {
        text += part;
      });
      answer.on('end', () => {
        const { taking } = Object(JSON.parse(text));
        if (typeof taking === 'string') resolve(taking);
        else reject(new Error(`a tap was answered ${text}`));
      });
    });
    asked.on('error', reject);
    asked.end(body);
  });
}
