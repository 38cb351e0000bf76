import { afterAll, beforeAll, expect, it } from 'vitest';
import { served } from './start.ts';
import { type TestSandbox, testSandbox } from './testing.ts';

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await testSandbox();
});
afterAll(async () => sandbox.close());

it('every endpoint answers in the words of its platform, also to who brings nothing', async () => {
  const all = served();
  const silent: string[] = [];
  for (const { at, method, path } of all) {
    const url = `${sandbox.url()}${at}${path.replace(/:\w+|\{\w+\}/g, 'x')}`;
    const headers = {
      'x-acs-action': new URL(url).searchParams.get('Action') ?? '',
      'content-type': 'application/json',
    };
    const answer = await fetch(url, { method, headers, ...(method === 'POST' ? { body: '{}' } : {}) });
    const said = await answer.text();
    // 40066: no such address; a page of the sandbox, or nothing at all, is no answer either.
    const known = /"(errcode|code|Code)"/.test(said) && !/"errcode":40066|sandbox\.not_found|InvalidAction/.test(said);
    if (!known) silent.push(`${method} ${at}${path} ${answer.status} ${said.slice(0, 80)}`);
  }
  expect(silent).toEqual([]);
  expect(new Set(all.map(({ at, method, path }) => `${method} ${at}${path}`)).size).toBe(all.length);
  process.stdout.write(`the sandbox answers ${all.length} endpoints\n`);
  expect(all.length).toBeGreaterThanOrEqual(115);
});
