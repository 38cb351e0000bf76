import { join } from 'node:path';
import { productRoot } from '../launch/product.ts';
import { type Tell, tellOn } from '../launch/tell.ts';

/** One word of `huoshui`: its help, and what it does with the arguments behind the word. */
export type Command = {
  readonly help: string;
  /** Resolves with the exit code: 0 well, 1 failed, 2 called wrongly. Writes a last line of JSON, except `start`. */
  readonly run: (args: readonly string[], env: NodeJS.ProcessEnv) => Promise<number>;
};

/** The arguments of this process were wrong; the message says how. */
export class UsageError extends Error {}

export const dataOption = { type: 'string' } as const;

/** The folder that `--data` names, else the environment's, else the one in the checkout. */
export function dataFolder(given: string | undefined, env: NodeJS.ProcessEnv): string {
  return given ?? (env.DATA_DIR || join(productRoot, '.huoshui/data'));
}

/** Progress goes to stderr: the last line of stdout is the result. */
export const progress: Tell = tellOn((line) => console.error(line));

export function writeResult(result: object): void {
  console.log(JSON.stringify(result));
}
