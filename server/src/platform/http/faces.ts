import { existsSync } from 'node:fs';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import { pictureSizes } from '@huoshui/contracts/picture-address';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Ctx } from '../ctx.ts';

const FOREVER = 'public, max-age=31536000, immutable';
/** Asked for each time; unchanged it is answered with 304. */
const FRESH = 'no-cache';

/** A name that says its content (`app.1f2e3d4c.js`, `index-B7UkwcMF.js`): it never means anything else. */
const HASHED = /[.-][\w-]{8}\.(js|css|woff2|png|webp|svg)$/;

const SIZED = `/files/:folder/:name(^[0-9a-f]{32}\\.(?:${pictureSizes.join('|')})\\.webp$)`;

type Headers = { setHeader(name: string, value: string): void };

/**
 * Pictures, the console and the storefront; the console's own addresses all lead to its page. Text goes out as the build
 * has compressed it (scripts/compress.mjs), in the best form that the browser takes.
 */
export async function serveFaces(app: FastifyInstance, ctx: Ctx): Promise<void> {
  const { console: consoleRoot, storefront } = ctx.config.faces;
  await servePictures(app, ctx);
  if (existsSync(path.join(consoleRoot, 'index.html'))) await serveConsole(app, consoleRoot);
  if (existsSync(path.join(storefront, 'index.html'))) await serveFolder(app, storefront, '/');
  // As short as a QR code on a shelf should be, and without the mark behind which WeChat matches no link of a mini program.
  app.get<{ Params: { code: string } }>('/t/:code', { schema: { hide: true } }, async (request, reply) =>
    reply.redirect(`/#/traces/pages/trace?code=${encodeURIComponent(request.params.code)}`),
  );
}

/** As they are kept, and in the sizes of `contracts/picture-address`, each drawn when it is first asked for. */
async function servePictures(app: FastifyInstance, ctx: Ctx): Promise<void> {
  await app.register(fastifyStatic, {
    root: ctx.files.folder,
    prefix: '/files/',
    index: false,
    cacheControl: false,
    setHeaders: (reply) => reply.setHeader('cache-control', FOREVER),
  });
  app.get<{ Params: { name: string } }>(SIZED, { schema: { hide: true } }, async (request, reply) => {
    const [name = '', size] = request.params.name.split('.');
    const file = await ctx.files.sized(name, Number(size));
    return file === null ? reply.callNotFound() : reply.sendFile(file);
  });
}

async function serveConsole(app: FastifyInstance, root: string): Promise<void> {
  await serveFolder(app, path.join(root, 'assets'), '/console/assets/');
  // Files beside the page (its icon) are served; every other address is one of the console's own.
  const page = async (request: FastifyRequest, reply: FastifyReply) => {
    const name = request.url.split('?')[0]?.replace(/^\/console\/?/, '') ?? '';
    const file = /^[\w-]+\.(svg|png|ico|webmanifest)$/.test(name) ? name : 'index.html';
    return reply.header('cache-control', FRESH).sendFile(file, root, { cacheControl: false });
  };
  // What staff have beside a chat in WeCom.
  app.get('/sidebar', { schema: { hide: true } }, async (_request, reply) =>
    reply.header('cache-control', FRESH).sendFile('sidebar.html', root, { cacheControl: false }),
  );
  app.get('/console', { schema: { hide: true } }, page);
  app.get('/console/*', { schema: { hide: true } }, page);
}

async function serveFolder(app: FastifyInstance, root: string, prefix: string): Promise<void> {
  await app.register(fastifyStatic, {
    root,
    prefix,
    decorateReply: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply: Headers, file: string) => {
      const name = path.basename(file).replace(/\.(br|gz)$/, '');
      reply.setHeader('cache-control', HASHED.test(name) ? FOREVER : FRESH);
      reply.setHeader('vary', 'accept-encoding');
    },
  });
}
