import { performance } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

// Loaded before a part of the product (children.ts): what a busy hour needed, V8 keeps until it has reason to collect, and
// a shop at rest gives it none. Measured after the demo was filled: 143 MiB of the server, 90 of the sandbox, of which half
// is nobody's.

const LOOK_MS = 10_000;
/** Looks at which next to nothing was done, one after another, before anybody's next request may be the one that waits. */
const QUIET_LOOKS = 3;
const QUIET = 0.1;
/** What has grown by less since the last time is not worth the pause, some tens of milliseconds. */
const WORTH = 1.25;

setFlagsFromString('--expose-gc');
const collect: unknown = runInNewContext('gc');

let before = performance.eventLoopUtilization();
let quiet = 0;
let keptBytes = 0;
setInterval(() => {
  const now = performance.eventLoopUtilization();
  quiet = performance.eventLoopUtilization(now, before).utilization < QUIET ? quiet + 1 : 0;
  before = now;
  if (quiet < QUIET_LOOKS || process.memoryUsage().heapTotal < keptBytes * WORTH) return;
  if (typeof collect === 'function') collect();
  keptBytes = process.memoryUsage().heapTotal;
}, LOOK_MS).unref();
