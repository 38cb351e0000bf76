import AjvCompiler, { type BuildCompilerFromPool } from '@fastify/ajv-compiler';

const build = AjvCompiler();

/**
 * Everything in an address is text, so numbers there are read from text. A JSON body says itself what its values are:
 * coerced, the `null` of "number or null" would become 0.
 */
export const buildValidator: BuildCompilerFromPool = (schemas, options) => {
  const lenient = build(schemas, options);
  const plain = { ...options, customOptions: { ...options?.customOptions, coerceTypes: false } };
  const exact = build(schemas, plain as typeof options);
  // Fastify hands over a part of a request with its schema; the package's type speaks of a bare schema.
  return (part) => (isBody(part) ? exact : lenient)(part);
};

function isBody(part: unknown): boolean {
  return typeof part === 'object' && part !== null && 'httpPart' in part && part.httpPart === 'body';
}
