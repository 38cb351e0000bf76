import type { Problem } from '@huoshui/contracts/form';
import { SEEN } from '@huoshui/contracts/seen';
import { type Words, words } from '@huoshui/contracts/words';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Ctx } from '../ctx.ts';
import { DomainError } from '../errors.ts';
import { platformErrors } from '../platform-errors.ts';
import { storeAway } from './away.ts';

/** Every error leaves as `{ error: { code, message, details, requestId } }`, in the language the caller asked for. */
export function answerErrors(app: FastifyInstance, ctx: Ctx, upstream: (error: unknown) => DomainError | null): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const known = error instanceof DomainError ? error : (storeAway(error) ?? upstream(error) ?? translate(error));
    const { status } = known.text;
    if (status >= 500) ctx.log.error({ err: error, requestId: request.id, url: request.url }, 'request failed');
    if (status === 429 || status === 502 || status === 503)
      reply.header('retry-after', reply.getHeader('retry-after') ?? (status === 429 ? '1' : '3'));
    return reply.status(status).send(body(request, known));
  });
  app.setNotFoundHandler((request, reply) => {
    const error = platformErrors.error('not_found');
    return reply.status(404).send(body(request, error));
  });
}

/** What no route can be found for, because its address cannot be decoded (`/%ff`). */
export function answerBadAddress(_error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  const error = platformErrors.error('bad_address');
  void reply.status(error.text.status).send(body(request, error));
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
    const what = `${where} ${first?.message ?? ''}`.trim();
    return platformErrors.error('bad_input', { what, problems: error.validation.map(problemOf) });
  }
  if (error.statusCode === 413) return platformErrors.error('too_large');
  if (error.statusCode === 429) return platformErrors.error('too_fast');
  if (error.statusCode && error.statusCode < 500) return unread(error);
  return platformErrors.error('internal');
}

/** What came was not even read: no JSON, of a kind that is not taken, or an address of no file. */
function unread({ code, name }: FastifyError): DomainError {
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return platformErrors.error('bad_type');
  if (code?.endsWith('_JSON_BODY') || name === 'SyntaxError') return platformErrors.error('bad_json');
  return code === undefined ? platformErrors.error('bad_address') : platformErrors.error('bad_input', { what: code });
}

type Fault = NonNullable<FastifyError['validation']>[number];

/** What a schema refuses, at the place where it stands and in words of a shop: the console shows it at the field. */
function problemOf({ instancePath, keyword, params, message }: Fault): Problem {
  const missing = keyword === 'required' ? `/${String(params.missingProperty)}` : '';
  const at = `${instancePath}${missing}`.slice(1).replaceAll('/', '.');
  const limit = String(params.limit);
  const said: Readonly<Record<string, Words>> = {
    required: words('请填写', 'Required'),
    minLength:
      limit === '1' ? words('请填写', 'Required') : words(`至少 ${limit} 个字`, `At least ${limit} characters`),
    maxLength: words(`最多 ${limit} 个字`, `At most ${limit} characters`),
    minimum: words('太小了', 'Too small'),
    maximum: words('太大了', 'Too large'),
    minItems: words(`至少 ${limit} 项`, `At least ${limit}`),
    maxItems: words(`最多 ${limit} 项`, `At most ${limit}`),
    enum: words('请从列表中选择', 'Choose one of the list'),
    pattern: params.pattern === SEEN ? words('请填写', 'Required') : words('格式不对', 'The format is not right'),
    format: words('不是有效的日期', 'Not a valid date'),
  };
  return { at, words: said[keyword] ?? words(`内容有误:${message ?? keyword}`, `Not valid: ${message ?? keyword}`) };
}
