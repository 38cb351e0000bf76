import proxy from '@fastify/http-proxy';
import type { FastifyInstance } from 'fastify';

/** The sandbox's page and its API, under the same origin as the shop; never mounted in production. */
export async function proxySandbox(app: FastifyInstance, sandboxUrl: string): Promise<void> {
  await app.register(proxy, { upstream: sandboxUrl, prefix: '/sandbox', rewritePrefix: '/sandbox', http2: false });
}
