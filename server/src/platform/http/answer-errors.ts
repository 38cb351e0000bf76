import type { FastifyError, FastifyInstance, FastifyRequest } from 'fastify';
import type { Ctx } from '../ctx.ts';
import { DomainError } from '../errors.ts';
import { platformErrors } from '../platform-errors.ts';

/** Every error leaves as `{ error: { code, message, details, requestId } }`, in the language the caller asked for. */
export function answerErrors(app: FastifyInstance, ctx: Ctx): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const known = error instanceof DomainError ? error : translate(error);
    if (known.text.status >= 500)
      ctx.log.error({ err: error, requestId: request.id, url: request.url }, 'request failed');
    if (known.text.status === 429 || known.text.status === 503)
      reply.header('retry-after', reply.getHeader('retry-after') ?? '1');
    return reply.status(known.text.status).send(body(request, known));
  });
  app.setNotFoundHandler((request, reply) => {
    const error = platformErrors.error('not_found');
    return reply.status(404).send(body(request, error));
  });
}

function body(request: FastifyRequest, error: DomainError) {
  const english = /^en\b/i.test(request.headers['accept-language'] ?? '');
  return {
    error: {
      code: error.code,
      message: english ? error.text.en : error.text.zh,
      ...(error.details ? { details: error.details } : {}),
      requestId: request.id,
    },
  };
}

/** Fastify's own refusals (schema, size, rate) get our codes; anything else is ours to be ashamed of. */
function translate(error: FastifyError): DomainError {
  if (error.validation) {
    const first = error.validation[0];
    const where = `${error.validationContext ?? ''}${first?.instancePath ?? ''}`;
    return platformErrors.error('bad_input', { what: `${where} ${first?.message ?? ''}`.trim() });
  }
  if (error.statusCode === 413) return platformErrors.error('too_large');
  if (error.statusCode === 429) return platformErrors.error('too_fast');
  if (error.statusCode && error.statusCode < 500) return platformErrors.error('bad_input', { what: error.code ?? '' });
  return platformErrors.error('internal');
}
