import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { openLink } from '../codes/links.ts';
import { readQuery } from '../phone/read.ts';
import type { World } from '../world/world.ts';

/** The page `/sandbox/`, one phone alone at `/sandbox/phone`, and `/sandbox/scan`, where a scanned code leads, `/sandbox/l/…` where a link does. */
export async function mountPage(app: FastifyInstance, world: World): Promise<void> {
  const root = builtPage();
  app.get('/sandbox/scan', async (request, reply) => {
    const { scene = '', page = 'home/pages/home', appid } = readQuery(request);
    const target = new URLSearchParams({
      shopper: 'new',
      page: `${page}?${new URLSearchParams({ scene })}`,
      ...(appid ? { appid } : {}),
    });
    return reply.redirect(`/sandbox/phone?${target}`);
  });
  app.get('/sandbox/l/:ticket', async (request, reply) => {
    const { ticket = '' } = readParams(request.params);
    const link = openLink(world, ticket);
    const ended = '<meta charset="utf-8"><p>链接已失效';
    if (link === null) return reply.code(404).type('text/html').send(ended);
    const target = new URLSearchParams({
      shopper: 'new',
      page: link.path,
      ...(link.appid === null ? {} : { appid: link.appid }),
    });
    return reply.redirect(`/sandbox/phone?${target}`);
  });
  if (!root) {
    const notBuilt = '<meta charset="utf-8"><p>页面还没有构建：请运行 node sandbox/build.mjs';
    app.get('/sandbox/', async (_request, reply) => reply.code(503).type('text/html').send(notBuilt));
    return;
  }
  app.get('/sandbox', async (_request, reply) => reply.redirect('/sandbox/'));
  app.get('/sandbox/phone', async (_request, reply) => reply.sendFile('index.html'));
  await app.register(fastifyStatic, {
    root,
    prefix: '/sandbox/',
    etag: true,
    // Its files keep their names from build to build: a browser asks whether they changed, and takes the small form.
    cacheControl: false,
    setHeaders: (response) => response.setHeader('cache-control', 'no-cache'),
    preCompressed: true,
  });
}

function readParams(params: unknown): { readonly [name: string]: string | undefined } {
  return typeof params === 'object' && params !== null ? { ...params } : {};
}

/** `dist/page`, seen from the bundle in `dist` or from the source in `src/control`. */
function builtPage(): string | null {
  const here = dirname(fileURLToPath(import.meta.url));
  const places = [join(here, 'page'), join(here, '../../dist/page')];
  return places.find((place) => existsSync(join(place, 'index.html'))) ?? null;
}
