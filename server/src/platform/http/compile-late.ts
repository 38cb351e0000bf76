import type { BuildCompilerFromPool } from '@fastify/ajv-compiler';
import SerializerSelector, { type SerializerFactory } from '@fastify/fast-json-stringify-compiler';
import { buildValidator } from './validate.ts';

type Validate = ReturnType<ReturnType<BuildCompilerFromPool>>;

/**
 * What is said in schemas becomes code when a route is first asked, not when the server starts: for hundreds of routes that
 * took two and a half seconds of each start. `compile-late.test.ts` compiles them all.
 */
export const compilersFactory: { buildValidator: BuildCompilerFromPool; buildSerializer: SerializerFactory } = {
  buildValidator: (schemas, options) => {
    const compile = buildValidator(schemas, options);
    return (part) => validateLate(() => compile(part));
  },
  buildSerializer: (schemas, options) => {
    const compile = SerializerSelector()(schemas, options);
    // That of an error stands on every route.
    const compiled = new Map<unknown, ReturnType<typeof compile>>();
    return (part) => (document) => {
      const write = compiled.get(part.schema) ?? compile(part);
      compiled.set(part.schema, write);
      return write(document);
    };
  },
};

/** Fastify reads what is wrong from the function itself, where ajv leaves it. */
function validateLate(compile: () => Validate): Validate {
  let compiled: Validate | null = null;
  const validate = ((given: unknown) => {
    compiled ??= compile();
    const holds = compiled(given);
    validate.errors = compiled.errors ?? null;
    return holds;
  }) as Validate;
  return validate;
}
