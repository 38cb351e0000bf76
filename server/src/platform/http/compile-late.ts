import type { BuildCompilerFromPool } from '@fastify/ajv-compiler';
import SerializerSelector, { type SerializerFactory } from '@fastify/fast-json-stringify-compiler';
import { buildValidator } from './validate.ts';

type Validate = ReturnType<ReturnType<BuildCompilerFromPool>>;

type Write = ReturnType<ReturnType<SerializerFactory>>;

/** By schema, for all servers of a process: that of an error stands on every route, and tests start many. */
const standing = new WeakMap<object, Write>();

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
    // Where schemas speak of others, the same one may mean something else on another server.
    const compiled = Object.keys(schemas ?? {}).length === 0 ? standing : new WeakMap<object, Write>();
    return (part) => {
      const schema: object = Object(part.schema);
      return (document) => {
        const write = compiled.get(schema) ?? compile(part);
        compiled.set(schema, write);
        return write(document);
      };
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
