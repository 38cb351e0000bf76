#!/usr/bin/env bash
# sa-sdk-node 1.2.6 (Sensors Analytics, Node): the second client of a process sends nothing.
#
# What:    a flag on the process's global object remembers that some client was told where to send. A second client's
#          submitTo() returns undefined and connects nothing; its track() succeeds and goes nowhere.
# Matters: two shops, or a test and a real project, in one server: the one set up second has no figures at all, and neither
#          an exception nor a log line says so. Which one it is depends on the order of start.
# Seen:    2026-11-28, sa-sdk-node 1.2.6, Node 20.20.2
#            events received: first 2, second 0
#            the second submitTo() returned undefined, its track() threw nothing
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --no-audit --no-fund --silent --ignore-scripts sa-sdk-node@1.2.6
cat >check.cjs <<'JS'
const { createServer } = require('node:http');
const { readFileSync } = require('node:fs');
const { gunzipSync } = require('node:zlib');
const module_ = require('sa-sdk-node');
const SensorsAnalytics = module_.default ?? module_;
const received = { '/first': 0, '/second': 0 };
const server = createServer(async (request, response) => {
  let body = '';
  for await (const part of request) body += part;
  const list = gunzipSync(Buffer.from(new URLSearchParams(body).get('data_list'), 'base64'));
  received[request.url] += JSON.parse(list.toString()).length;
  response.end();
});
server.listen(0, '127.0.0.1', async () => {
  const to = (project) => ({ url: `http://127.0.0.1:${server.address().port}/${project}` });
  const first = new SensorsAnalytics();
  const second = new SensorsAnalytics();
  first.submitTo(to('first'));
  const secondSubmitter = second.submitTo(to('second'));
  for (const client of [first, second]) {
    client.track('shopper-1', 'AddCart', { price: 1 });
    client.track('shopper-1', 'Pay', { price: 1 });
  }
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  const { version } = JSON.parse(readFileSync('node_modules/sa-sdk-node/package.json', 'utf8'));
  console.log(`sa-sdk-node ${version}, node ${process.version}`);
  console.log('expected: events received: first 2, second 2');
  console.log(`seen:     events received: first ${received['/first']}, second ${received['/second']}`);
  console.log(`          the second submitTo() returned ${secondSubmitter}, its track() threw nothing`);
  const asBefore = received['/first'] === 2 && received['/second'] === 0 && secondSubmitter === undefined;
  console.log(asBefore ? 'as before' : 'CHANGED');
  process.exit(asBefore ? 0 : 1);
});
JS
node check.cjs 2>&1 | grep -v -e DeprecationWarning -e trace-deprecation
