import { Agent, request } from 'node:http';
import pg from 'pg';
import { seal, signatureOf } from '../../server/src/wechat/sealed.ts';
import type { Result } from '../kit/result.ts';
import { inLanes, type Product, percentile } from './product.ts';

const CONNECTIONS = 64;
const PUSHES = 12_000;

/**
 * Sealed pushes over HTTP, verified, opened, kept and answered, while what was kept is worked off beside it; held against the same
 * rows inserted one by one by as many connections, each durable before the next.
 */
export async function measureCallbacks(product: Product): Promise<Result[]> {
  await pushAll(product, 'warm', 2000);
  const { seconds, times } = await pushAll(product, 'measured', PUSHES);
  const rate = PUSHES / seconds;
  const byHand = await insertByHand(product.databaseUrl, PUSHES);
  const p99 = percentile(times, 0.99);
  return [
    { name: 'WeCom pushes kept and answered', value: Math.round(rate), unit: '/s', goal: '≥ 1000', ok: rate >= 1000 },
    { name: 'WeCom pushes, p99', value: Math.round(p99), unit: 'ms', goal: '< 100', ok: p99 < 100 },
    {
      name: `WeCom pushes over durable inserts by hand (${Math.round(byHand)}/s)`,
      value: Number((rate / byHand).toFixed(2)),
      unit: '×',
      goal: '',
      ok: true,
    },
  ];
}

async function pushAll({ url, corp }: Product, name: string, count: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const bodies = Array.from({ length: count }, (_, n) => pushOf(corp, `${name}${n}`));
  const times: number[] = [];
  const began = performance.now();
  await inLanes(CONNECTIONS, count, async (n) => {
    const { query, body } = bodies[n] ?? { query: '', body: '' };
    const start = performance.now();
    await post(agent, `${url}/wechat/wecom/callback?${query}`, body);
    times.push(performance.now() - start);
  });
  agent.destroy();
  return { seconds: (performance.now() - began) / 1000, times };
}

/** Somebody changed a remark of a customer who is nobody's here: news that costs a look at WeCom. */
function pushOf({ corpid, token, aesKey }: Product['corp'], id: string) {
  const fields = {
    ToUserName: corpid,
    FromUserName: 'sys',
    CreateTime: String(Math.floor(Date.now() / 1000)),
    MsgType: 'event',
    Event: 'change_external_contact',
    ChangeType: 'edit_external_contact',
    UserID: 'guide01',
    ExternalUserID: `wmBench${id}`,
  };
  const xml = Object.entries(fields).map(([key, value]) => `<${key}><![CDATA[${value}]]></${key}>`);
  const sealed = seal(`<xml>${xml.join('')}</xml>`, aesKey, corpid);
  const [timestamp, nonce] = [fields.CreateTime, id];
  const query = new URLSearchParams({
    msg_signature: signatureOf([token, timestamp, nonce, sealed]),
    timestamp,
    nonce,
  });
  return { query: query.toString(), body: `<xml><Encrypt><![CDATA[${sealed}]]></Encrypt></xml>` };
}

async function post(agent: Agent, url: string, body: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'text/xml', 'content-length': Buffer.byteLength(body) };
    const sent = request(url, { method: 'POST', agent, headers }, (answer) => {
      answer.resume();
      answer.once('end', () => (answer.statusCode === 200 ? resolve() : reject(new Error(`${answer.statusCode}`))));
    });
    sent.once('error', reject);
    sent.end(body);
  });
}

/** As a hand-made receiver would keep them; of a source that nobody works off, and taken away again. */
async function insertByHand(databaseUrl: string, count: number): Promise<number> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 20 });
  const began = performance.now();
  await inLanes(20, count, async (n) =>
    pool.query(
      `insert into platform.callback (id, source, key, person, kind, body, happened_at, received_at, deliveries, state)
       values ($1, 'bench', $1, $1, 'bench', '{"Event":"change_external_contact"}', now(), now(), 1, 'done') on conflict (source, key) do nothing`,
      [`bench${n}`],
    ),
  );
  const rate = count / ((performance.now() - began) / 1000);
  await pool.query(`delete from platform.callback where source = 'bench'`);
  await pool.end();
  return rate;
}
