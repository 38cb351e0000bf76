import type { FastifyInstance, FastifyReply } from 'fastify';
import type { World } from '../world/world.ts';

/** Proxies close a stream that is silent for 30 s or more. */
const heartbeatMs = 15_000;

/** GET /events: server-sent events, `data: {"changes":[{topic, id?}]}`. They tell what changed; the page asks for the rest. */
export function mountEvents(app: FastifyInstance, world: World): void {
  const open = new Set<FastifyReply>();

  app.get('/events', async (_request, reply) => {
    reply.hijack();
    reply.raw.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    });
    reply.raw.write('retry: 1000\n\n');
    open.add(reply);
    const stop = world.bus.listen((changes) => reply.raw.write(`data: ${JSON.stringify({ changes })}\n\n`));
    const heartbeat = setInterval(() => reply.raw.write(': \n\n'), heartbeatMs);
    reply.raw.on('close', () => {
      open.delete(reply);
      clearInterval(heartbeat);
      stop();
    });
  });

  app.addHook('preClose', async () => {
    for (const reply of open) reply.raw.destroy();
  });
}
