import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { beforeAll, describe, expect, it } from 'vitest';
import { createProduct } from '../../domains/catalog/testing.ts';
import { createMember } from '../../domains/members/testing.ts';
import { signedIn } from '../../domains/operators/testing.ts';
import { testApp } from '../testing/app.ts';

// What else goes on while a request is under way: another that was quicker, and one that never ends.

const app = await testApp();
let cookie = '';
beforeAll(async () => {
  cookie = (await signedIn(app.ctx)).cookie;
});

/** How often each answer came, of so many who ask at once. */
async function atOnce(many: number, route: string, bodyOf: (n: number) => unknown): Promise<Record<string, number>> {
  const answers = await Promise.all(
    Array.from({ length: many }, async (_, n) => app.call(route, { cookie, body: bodyOf(n) })),
  );
  const told = answers.map(({ status, body }) => (status < 300 ? 'done' : `${status} ${body.error.code}`));
  return Object.fromEntries([...new Set(told)].map((one) => [one, told.filter((other) => other === one).length]));
}

describe('of some who make the same at once one makes it, and the others are told what is there', () => {
  it('a category', async () => {
    expect(await atOnce(10, 'POST /api/admin/categories', () => ({ name: '同名分类' }))).toEqual({
      done: 1,
      '409 catalog.category_name_taken': 9,
    });
  });

  it('a SKU by its code', async () => {
    const { categoryId } = await createProduct(app.ctx);
    const made = await atOnce(10, 'POST /api/admin/products', (n) => ({
      name: `同码商品 ${n}`,
      categoryId,
      images: ['/files/picture.webp'],
      skus: [{ values: [], price: 100, code: 'SAME-CODE' }],
    }));
    expect(made).toEqual({ done: 1, '409 catalog.code_taken': 9 });
  });

  it('and of a save that is done once more its revision is still asked for', async () => {
    const { id } = await createProduct(app.ctx);
    const { body } = await app.call(`GET /api/admin/products/${id}`, { cookie });
    const saves = Array.from({ length: 10 }, async (_, n) => {
      const { name: _name, ...rest } = body;
      const skus = rest.skus.map(
        ({ available: _a, onHand: _o, reserved: _r, ...sku }: object & Record<string, unknown>) => sku,
      );
      const kept = { categoryId: rest.categoryId, images: rest.images, skus, revision: body.revision };
      return (await app.call(`PUT /api/admin/products/${id}`, { cookie, body: { ...kept, name: `第 ${n} 个名字` } }))
        .status;
    });
    expect((await Promise.all(saves)).toSorted()).toEqual([200, ...Array.from({ length: 9 }, () => 409)]);
  });
});

describe('files that never come to their end', () => {
  it('keep no connection to the database: the shop goes on', async () => {
    const { token } = await createMember(app.ctx);
    const { hostname, port } = new URL(app.running.address);
    const doors = [
      ['/api/shop/evidence', `authorization: Bearer ${token}`],
      ['/api/admin/files', `cookie: ${cookie}`],
    ] as const;
    const sockets = Array.from({ length: 40 }, (_, n) => {
      const [path, who] = doors[n % 2] ?? doors[0];
      const socket = connect(Number(port), hostname);
      socket.on('error', () => undefined);
      const part =
        '--b\r\ncontent-disposition: form-data; name="file"; filename="a.png"\r\ncontent-type: image/png\r\n\r\n';
      const head = [
        'content-type: multipart/form-data; boundary=b',
        'content-length: 100000',
        `idempotency-key: ${randomUUID()}`,
      ];
      socket.write([`POST ${path} HTTP/1.1`, `host: ${hostname}:${port}`, who, ...head, '', part].join('\r\n'));
      return socket;
    });
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const asked = app.call('GET /api/shop/products').then(({ status }) => status);
    const late = new Promise((resolve) => setTimeout(() => resolve('no answer'), 5_000));
    const answer = await Promise.race([asked, late]);
    for (const socket of sockets) socket.destroy();
    await asked;
    expect(answer).toBe(200);
  });
});
