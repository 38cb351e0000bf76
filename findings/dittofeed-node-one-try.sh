#!/usr/bin/env bash
# @dittofeed/sdk-node 0.1.2 tries a batch once: one 503 and its events are gone, and nobody's promise is rejected.
#
# What:    Events are gathered and sent by a timer. Where the server answers 503, the batch that was taken is neither put back nor
#          tried again, and the error belongs to no call of the application: track() has returned long ago, so it surfaces as an
#          unhandled rejection, which ends a Node process unless the application listens for those. The next batch goes through.
# Matters: A rolling restart of the collector loses what the shop's server sent in that second, orders among it, or takes the shop's
#          server down with it; other senders of the kind hold the batch and try again.
# Seen:    2026-11-28, @dittofeed/sdk-node 0.1.2, Node 20.20.2, a local server that answers 503 once
#            sent: a1 a2 a3 (503), then b (200); unhandled rejections: 1; a1 a2 a3 never again
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --no-audit --no-fund --silent --ignore-scripts @dittofeed/sdk-node@0.1.2
cat >check.cjs <<'JS'
const { readFileSync } = require('node:fs');
const http = require('node:http');
const { setTimeout: sleep } = require('node:timers/promises');
const { DittofeedSdk } = require('@dittofeed/sdk-node');
const { version } = JSON.parse(readFileSync('node_modules/@dittofeed/sdk-node/package.json', 'utf8'));
let unhandled = 0;
process.on('unhandledRejection', () => {
  unhandled += 1;
});
const arrived = [];
const answer = (request, response) => {
  let body = '';
  request.on('data', (part) => {
    body += part;
  });
  request.on('end', () => {
    const status = arrived.length === 0 ? 503 : 200;
    arrived.push({ status, events: JSON.parse(body).batch.map(({ event }) => event) });
    response.writeHead(status, { 'content-type': 'application/json' }).end('{}');
  });
};
const server = http.createServer(answer).listen(0, '127.0.0.1', async () => {
  await DittofeedSdk.init({ writeKey: 'Basic key', host: `http://127.0.0.1:${server.address().port}` });
  for (const event of ['a1', 'a2', 'a3']) DittofeedSdk.track({ userId: 'member', event, properties: {} });
  await sleep(4_000);
  DittofeedSdk.track({ userId: 'member', event: 'b', properties: {} });
  await sleep(4_000);
  await DittofeedSdk.flush();
  console.log(`@dittofeed/sdk-node ${version}, node ${process.version}`);
  console.log('expected: what was answered 503 is sent again');
  console.log(`seen:     sent: ${arrived.map(({ status, events }) => `${events.join(' ')} (${status})`).join(', then ')}; unhandled rejections: ${unhandled}`);
  const asBefore = arrived.map(({ status, events }) => `${status} ${events.join(' ')}`).join() === '503 a1 a2 a3,200 b' && unhandled === 1;
  console.log(asBefore ? 'as before' : 'CHANGED');
  process.exit(asBefore ? 0 : 1);
});
JS
node check.cjs
