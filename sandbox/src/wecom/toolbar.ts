import type { FastifyInstance } from 'fastify';
import { readBody, readQuery } from '../phone/read.ts';
import { BadInput } from '../world/bad-input.ts';
import { textOf } from '../world/json.ts';
import type { TableShape } from '../world/table.ts';
import type { World } from '../world/world.ts';

const pages: TableShape<{ readonly address: string }> = { name: 'wecom-toolbar' };
const KEY = 'app';

/** 聊天工具栏: the page that the corp's console puts beside chats with customers, the shop's own until another is said. Below `/sandbox/api`. */
export function mountToolbar(app: FastifyInstance, world: World): void {
  // The page is opened for a member in the chat with a customer; what it may ask of both, it asks the JS-SDK.
  app.get('/toolbar', async (request) => {
    const page = world.store.of(pages).get(KEY)?.address ?? `${world.serverUrl}/sidebar`;
    if (page === '') return { address: null };
    const { userid = '', shopper = '', chat = '' } = readQuery(request);
    const address = new URL(page);
    address.searchParams.set('sandbox_context', `${userid}/${shopper || chat}`);
    return { address: address.href };
  });
  app.put('/toolbar', async (request) => {
    const address = textOf(readBody(request), 'address') ?? '';
    if (address !== '' && !/^https?:/.test(address)) throw new BadInput('address 应为网页地址，或为空');
    world.store.of(pages).put(KEY, { address });
    return { ok: true };
  });
}
