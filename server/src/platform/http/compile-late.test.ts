import { fastify } from 'fastify';
import { describe, expect, it } from 'vitest';
import { testApp } from '../testing/app.ts';
import { compilersFactory } from './compile-late.ts';
import { schemaOf } from './mount.ts';

const app = await testApp({ env: { ROLE: 'api' } });

describe('schemas that become code when they are first asked', () => {
  it('all of them do', () => {
    const validator = compilersFactory.buildValidator({}, { customOptions: {} });
    const serializer = compilersFactory.buildSerializer({}, {});
    const broken: string[] = [];
    let compiled = 0;
    const attempt = (what: string, act: () => unknown) => {
      try {
        act();
        compiled += 1;
      } catch (error) {
        broken.push(`${what}: ${error}`);
      }
    };
    for (const { method, path, ...route } of app.running.domains.flatMap((domain) => domain.routes ?? [])) {
      const { params, querystring, body, response } = schemaOf({ method, path, ...route });
      const where = { method, url: path };
      for (const [httpPart, schema] of Object.entries({ params, querystring, body }))
        if (schema)
          attempt(`${method} ${path} ${httpPart}`, () => validator({ ...where, httpPart, schema } as never)({}));
      for (const [httpStatus, schema] of Object.entries(response))
        attempt(`${method} ${path} ${httpStatus}`, () => {
          try {
            serializer({ ...where, httpStatus, schema })({});
          } catch (error) {
            // An empty answer is none of its answers, which only code that stands can say.
            if (!/is required|does not match schema|cannot be converted/.test(String(error))) throw error;
          }
        });
    }
    expect(broken).toEqual([]);
    expect(compiled).toBeGreaterThan(500);
  });

  it('a server starts whose schemas are wrong, and says so of the route that has them', async () => {
    const server = fastify({ schemaController: { compilersFactory } });
    server.get('/right', { schema: { querystring: { type: 'object', required: ['n'] } } }, async () => 'well');
    server.post('/wrong', { schema: { body: { type: 'nothing' } } }, async () => 'never');
    const address = await server.listen({ port: 0, host: '127.0.0.1' });
    expect((await fetch(`${address}/right?n=1`)).status).toBe(200);
    const refused = await fetch(`${address}/right`);
    expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining("'n'")]);
    const body = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' };
    expect((await fetch(`${address}/wrong`, body)).status).toBe(500);
    await server.close();
  });
});
