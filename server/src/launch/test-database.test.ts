import pg from 'pg';
import { describe, expect, inject, it } from 'vitest';
import { cloneDatabase } from './test-database.ts';

describe('a cloned test database', () => {
  it('starts from the template, built once however many ask at the same time', async () => {
    let fills = 0;
    const fill = async (url: string) => {
      fills += 1;
      await query(url, 'create table fruit (name text); insert into fruit values ($$橙$$)');
    };
    const clones = await Promise.all(
      [1, 2, 3, 4].map(async () => await cloneDatabase(inject('postgresUrl'), 'fruit', fill)),
    );
    expect(fills).toBe(1);
    for (const clone of clones) expect(await query(clone.url, 'select name from fruit')).toEqual([{ name: '橙' }]);
    await Promise.all(clones.map(async (clone) => await clone.drop()));
  });

  it('shares nothing with its sisters', async () => {
    const fill = async (url: string) => void (await query(url, 'create table fruit (name text)'));
    const one = await cloneDatabase(inject('postgresUrl'), 'empty', fill);
    const other = await cloneDatabase(inject('postgresUrl'), 'empty', fill);
    await query(one.url, "insert into fruit values ('pear')");
    expect(await query(other.url, 'select name from fruit')).toEqual([]);
    await Promise.all([one.drop(), other.drop()]);
  });
});

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(text);
    return rows;
  } finally {
    await client.end();
  }
}
