import type { FastifyRequest } from 'fastify';
import { BadInput } from '../world/bad-input.ts';
import { type Json, parseRecord } from '../world/json.ts';

/** The JSON object of a request to the sandbox's own API; no body is an empty object. */
export function readBody(request: FastifyRequest): Json {
  const text = typeof request.body === 'string' ? request.body : '';
  if (text.trim() === '') return {};
  const body = parseRecord(text);
  if (!body) throw new BadInput('请求体应为 JSON 对象');
  return body;
}

/** A part of the path by its name; empty when there is none. */
export function readParam({ params }: FastifyRequest, name: string): string {
  return typeof params === 'object' && params !== null ? String(Reflect.get(params, name) ?? '') : '';
}

export function readQuery(request: FastifyRequest): { readonly [name: string]: string | undefined } {
  const start = request.url.indexOf('?');
  return start < 0 ? {} : Object.fromEntries(new URLSearchParams(request.url.slice(start + 1)));
}
