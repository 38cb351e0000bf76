import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { targets } from './build-targets.mjs';
import { sourceHash } from './source-hash.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const cache = join(root, '.huoshui/build');

const help = `node scripts/build.mjs [--only NAME,NAME] [--force]

Builds what changed since the last build: ${targets.map(({ name }) => name).join(', ')}.
weapp (the mini program itself) is built only when it is named.`;

/**
 * Builds the named targets, two at a time, and leaves alone those whose sources have not changed.
 *
 * @param {{ only?: readonly string[], force?: boolean, say?: (line: string) => void }} options
 * @throws naming every target that failed, after the others have been built
 */
export async function build({ only, force = false, say = console.log } = {}) {
  const wanted = targets.filter(({ name, onDemand }) => (only === undefined ? !onDemand : only.includes(name)));
  const unknown = (only ?? []).filter((name) => !targets.some((target) => target.name === name));
  if (unknown.length > 0) throw new Error(`No such build: ${unknown.join(', ')}\n\n${help}`);

  mkdirSync(cache, { recursive: true });
  const queue = wanted.filter((target) => force || !isFresh(target));
  const failures = [];
  const lane = async () => {
    for (let target = queue.shift(); target !== undefined; target = queue.shift()) {
      try {
        await buildOne(target, say);
      } catch (error) {
        failures.push(new Error(`构建失败 build failed: ${target.name}\n${error.message}`, { cause: error }));
      }
    }
  };
  await Promise.all([lane(), lane()]);
  if (failures.length > 0) throw new Error(failures.map(({ message }) => message).join('\n\n'));
}

async function buildOne(target, say) {
  const hash = hashOf(target);
  const startedAt = performance.now();
  say(`构建中 building ${target.name} …`);
  await target.run(root);
  const missing = target.outputs.filter((output) => !existsSync(join(root, output)));
  if (missing.length > 0) throw new Error(`It ended well but left no ${missing.join(', ')}`);
  writeFileSync(stampOf(target), hash);
  say(`已构建 built ${target.name} (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`);
}

function isFresh(target) {
  if (!existsSync(stampOf(target)) || target.outputs.some((output) => !existsSync(join(root, output)))) return false;
  return readFileSync(stampOf(target), 'utf8') === hashOf(target);
}

const hashOf = (target) =>
  [sourceHash(root, target.inputs), ...(target.settings ?? []).map((name) => process.env[name] ?? '')].join(' ').trim();
const stampOf = (target) => join(cache, `${target.name}.hash`);

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: { only: { type: 'string' }, force: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) {
    console.log(help);
  } else {
    try {
      await build({ only: values.only?.split(','), force: values.force });
    } catch (error) {
      console.error(error.message);
      process.exitCode = 1;
    }
  }
}
