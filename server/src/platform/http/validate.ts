import AjvCompiler, { type BuildCompilerFromPool } from '@fastify/ajv-compiler';
import { isDay, isInstant } from '../holdable.ts';

const build = AjvCompiler();

/**
 * Everything in an address is text, so numbers there are read from text. A JSON body says itself what its values are:
 * coerced, the `null` of "number or null" would become 0.
 */
export const buildValidator: BuildCompilerFromPool = (schemas, options) => {
  const ours = { ...options, onCreate: addFormats };
  const lenient = build(schemas, ours as typeof options);
  const plain = { ...ours, customOptions: { ...options?.customOptions, coerceTypes: false } };
  const exact = build(schemas, plain as typeof options);
  // Fastify hands over a part of a request with its schema; the package's type speaks of a bare schema.
  return (part) => (isBody(part) ? exact : lenient)(part);
};

/** Instead of the package's own: a leap second is no time that JavaScript knows, and the year 9999 none that we can keep. */
function addFormats(ajv: { addFormat(name: string, holds: (text: string) => boolean): unknown }): void {
  ajv.addFormat('date-time', isInstant);
  ajv.addFormat('date', isDay);
}

function isBody(part: unknown): boolean {
  return typeof part === 'object' && part !== null && 'httpPart' in part && part.httpPart === 'body';
}
