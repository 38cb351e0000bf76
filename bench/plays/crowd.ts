import { Agent, request } from 'node:http';

/** So many connections to each server, as a proxy in front of it keeps them. */
const CONNECTIONS = 128;

export type Call = { readonly path: string; readonly token: string; readonly key: string; readonly body: object };
export type Crowd = {
  /** How many were answered 200; the rest was refused. */
  readonly answered: number;
  /** Decided: granted or refused. */
  readonly perSecond: number;
  readonly lastMs: number;
};

/** All at one moment, by turns at each server. */
export async function crowd(urls: readonly string[], calls: readonly Call[]): Promise<Crowd> {
  const agents = urls.map(() => new Agent({ keepAlive: true, maxSockets: CONNECTIONS }));
  const begun = performance.now();
  const told = await Promise.all(
    calls.map(async (call, n) => send(urls[n % urls.length] ?? '', agents[n % agents.length], call)),
  );
  const lastMs = performance.now() - begun;
  for (const agent of agents) agent.destroy();
  const broken = told.find((status) => status >= 500);
  if (broken !== undefined) throw new Error(`a call was answered ${broken}`);
  return {
    answered: told.filter((status) => status === 200).length,
    perSecond: (calls.length / lastMs) * 1000,
    lastMs,
  };
}

async function send(url: string, agent: Agent | undefined, { path, token, key, body }: Call): Promise<number> {
  const text = JSON.stringify(body);
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    'idempotency-key': key,
  };
  return new Promise((resolve, reject) => {
    const asked = request(`${url}${path}`, { method: 'POST', headers, ...(agent ? { agent } : {}) });
    asked.on('response', (answer) => {
      answer.resume();
      answer.on('end', () => resolve(answer.statusCode ?? 0));
    });
    asked.on('error', reject);
    asked.end(text);
  });
}
