import { Agent, request } from 'node:http';
import { type Batch, makeBatches } from './batches.ts';

/** Shoppers who send at the same moment: what is taken together is written together. */
const CONNECTIONS = 256;

/** The phones: asked to `prepare`, they make their batches as bytes; asked to `send`, they say when all were answered. */
export async function sendOnDemand(url: string, tokens: readonly string[]): Promise<void> {
  let bodies: readonly Buffer[] = [];
  process.on('message', async (order) => {
    if (order === 'prepare') bodies = bodiesOf(makeBatches());
    if (order === 'send') await sendAll(url, tokens, bodies);
    process.send?.('done');
  });
  process.send?.('ready');
}

async function sendAll(url: string, tokens: readonly string[], bodies: readonly Buffer[]): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  let next = 0;
  const sender = async (): Promise<void> => {
    for (let n = next++; n < bodies.length; n = next++) {
      await post(agent, `${url}/collect`, tokens[n % tokens.length] ?? '', bodies[n] ?? Buffer.alloc(0));
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, sender));
  agent.destroy();
}

async function post(agent: Agent, url: string, token: string, body: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      'content-length': body.length,
      authorization: `Bearer ${token}`,
    };
    const sent = request(url, { method: 'POST', agent, headers }, (answer) => {
      answer.resume();
      answer.once('end', () => (answer.statusCode === 200 ? resolve() : reject(new Error(`${answer.statusCode}`))));
    });
    sent.once('error', reject);
    sent.end(body);
  });
}

function bodiesOf(batches: readonly Batch[]): Buffer[] {
  return batches.map((events) => Buffer.from(JSON.stringify({ sentAt: new Date().toISOString(), events })));
}
