import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Ctx } from '../ctx.ts';
import { platformErrors } from '../platform-errors.ts';
import type { Guards } from './access.ts';

/**
 * In production the description of the API and the figures of the process are the house's own: for an operator who may see
 * the settings, and, of the figures, for whoever collects them with `METRICS_TOKEN`. Asked of the route that was found,
 * so that no spelling of the address leads around it.
 */
export function keepInside(app: FastifyInstance, ctx: Ctx, guards: Guards): void {
  if (!ctx.config.production) return;
  app.addHook('onRequest', async (request) => {
    const url = request.routeOptions.url ?? '';
    const figures = url === '/metrics';
    if (!figures && url !== '/docs' && !url.startsWith('/docs/')) return;
    if (figures && isToken(ctx.config.metricsToken, request.headers.authorization)) return;
    const operator = await guards.operator(ctx, request);
    if (operator?.kind !== 'operator') throw platformErrors.error('sign_in_required');
    if (!guards.allows(operator, 'settings.read'))
      throw guards.refusal?.(operator, 'settings.read') ?? platformErrors.error('forbidden');
  });
}

function isToken(token: string | null, authorization: string | undefined): boolean {
  if (token === null || !authorization?.startsWith('Bearer ')) return false;
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(authorization.slice('Bearer '.length)), hash(token));
}
