import { readFileSync } from 'node:fs';
import pg from 'pg';
import type { Result } from '../kit/result.ts';
import { inLanes, type Product, until } from './product.ts';

/** `--members N` of `npm run bench` makes a smaller corp. */
const CUSTOMERS = Math.min(200_000, Number(process.env.HUOSHUI_BENCH_MEMBERS ?? 200_000));
const OF_ONE = 5000;
const LANES = 4;

/**
 * The first reading of a corp with the customers of years, over the list APIs a hundred at a time, under the corp's quota (which two
 * thousand calls do not reach: no clock is moved). Held against the same pages read by hand, four at a time, and written by plain
 * inserts of a hundred rows.
 */
export async function measureSync(product: Product): Promise<Result[]> {
  const { admin, sandbox, serverPid } = product;
  const members = Array.from({ length: Math.ceil(CUSTOMERS / OF_ONE) }, (_, n) => `old${n}`);
  for (const userid of members) {
    await sandbox('POST /staff', { userid, name: userid });
    await sandbox(`PUT /staff/${userid}/crowd`, { count: OF_ONE });
  }
  await admin('POST /wecom/reading', {});
  await until(
    'the directory was read',
    60,
    async () => Number((await admin('GET /staff?q=old')).total) >= members.length,
  );
  const seconds = await readByHand(product, members);
  const memory: number[] = [];
  const watch = setInterval(() => memory.push(rssMib(serverPid)), 250);
  const began = performance.now();
  await admin('POST /wecom/comparisons', {});
  let last: Readonly<Record<string, unknown>> = {};
  await until('the corp was read', 900, async () => {
    const { items } = await admin('GET /wecom/comparisons?limit=1');
    last = Array.isArray(items) ? items[0] : {};
    return last.finishedAt !== null && Number(last.added) >= members.length * OF_ONE;
  });
  const took = (performance.now() - began) / 1000;
  clearInterval(watch);
  const quarter = memory.slice(0, Math.ceil(memory.length / 4));
  const growth = Math.max(...memory) / Math.max(...quarter);
  return [
    {
      name: `first reading of ${members.length * OF_ONE} customers`,
      value: Number(took.toPrecision(3)),
      unit: 's',
      goal: '≤ 600',
      ok: took <= 600,
    },
    {
      name: `the same pages by hand (${seconds.toPrecision(3)} s)`,
      value: Number((took / seconds).toFixed(2)),
      unit: '×',
      goal: '',
      ok: true,
    },
    {
      name: `memory meanwhile (${Math.round(Math.max(...memory))} MiB), to its first quarter`,
      value: Number(growth.toFixed(2)),
      unit: '×',
      goal: '≤ 1.3',
      ok: growth <= 1.3,
    },
  ];
}

async function readByHand({ sandboxUrl, databaseUrl, corp }: Product, members: readonly string[]): Promise<number> {
  const base = `${sandboxUrl}/wecom/cgi-bin`;
  const given = await fetch(`${base}/gettoken?corpid=${corp.corpid}&corpsecret=${corp.secret}`);
  const { access_token: token } = Object(await given.json());
  const pool = new pg.Pool({ connectionString: databaseUrl, max: LANES });
  await pool.query(
    'create table public.bench_friends (userid text, external text, at int, primary key (userid, external))',
  );
  const began = performance.now();
  await inLanes(LANES, members.length, async (n) => {
    for (let cursor = ''; ; ) {
      const body = JSON.stringify({ userid_list: [members[n]], cursor, limit: 100 });
      const url = `${base}/externalcontact/batch/get_by_user?access_token=${token}`;
      const answer = Object(await (await fetch(url, { method: 'POST', body })).json());
      await pool.query(
        `insert into public.bench_friends select $1, external, at from jsonb_to_recordset($2::jsonb) as r (external text, at int)`,
        [
          members[n],
          JSON.stringify(
            answer.external_contact_list.map(
              (one: { external_contact: { external_userid: string }; follow_info: { createtime: number } }) => ({
                external: one.external_contact.external_userid,
                at: one.follow_info.createtime,
              }),
            ),
          ),
        ],
      );
      cursor = answer.next_cursor;
      if (cursor === '') break;
    }
  });
  const seconds = (performance.now() - began) / 1000;
  await pool.query('drop table public.bench_friends');
  await pool.end();
  return seconds;
}

function rssMib(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
}
