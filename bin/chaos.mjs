#!/usr/bin/env node
// `npm run chaos`: two servers and a worker under load, killed at random; then everything must add up. Ends with one line of JSON.
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { installMissing } from '../scripts/install.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
// Progress goes to stderr: the last line of stdout is the JSON.
const say = (line) => console.error(line);
await installMissing(say);
const { build } = await import('../scripts/build.mjs');
const { bundle } = await import('../scripts/build-targets.mjs');
await build({ only: ['server', 'sandbox'], say });
// Beside the server's bundles: there it finds its packages, its migrations and what it starts.
await bundle(root, { chaos: 'server/test/chaos/main.ts' }, 'server/dist');
await import(pathToFileURL(join(root, 'server/dist/chaos.js')).href);
