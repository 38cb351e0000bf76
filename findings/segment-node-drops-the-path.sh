#!/usr/bin/env bash
# @segment/analytics-node 3.1.0 (Segment, Node) drops the path of its `host`.
#
# What:    `host: 'https://shop.example/segment'` sends to https://shop.example/v1/batch: the option `path`, '/v1/batch' unless set, is
#          resolved against the host as an absolute path.
# Matters: a collector of one's own behind a path (a proxy, one server for several vendors) gets nothing. What stands at the root
#          answers 404, which is final: the batch is dropped, and flushing resolves as if all were well.
# Seen:    2026-11-30, @segment/analytics-node 3.1.0, Node 20.20.2
#            host with /segment: sent to /v1/batch, 1 request, flush resolved
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --no-audit --no-fund --silent --ignore-scripts @segment/analytics-node@3.1.0
cat >check.cjs <<'JS'
const { createServer } = require('node:http');
const { readFileSync } = require('node:fs');
const { Analytics } = require('@segment/analytics-node');
const paths = [];
const server = createServer((request, response) => {
  paths.push(request.url);
  response.statusCode = request.url.startsWith('/segment/') ? 200 : 404;
  request.resume().on('end', () => response.end('{}'));
});
server.listen(0, '127.0.0.1', async () => {
  const host = `http://127.0.0.1:${server.address().port}/segment`;
  const analytics = new Analytics({ writeKey: 'key', host });
  analytics.track({ userId: 'shopper-1', event: 'Order Completed' });
  const flushed = await analytics.closeAndFlush().then(() => 'resolved', () => 'rejected');
  const { version } = JSON.parse(readFileSync('node_modules/@segment/analytics-node/package.json', 'utf8'));
  console.log(`@segment/analytics-node ${version}, node ${process.version}`);
  console.log('expected: sent to /segment/v1/batch');
  console.log(`seen:     sent to ${paths.join(', ')}, ${paths.length} request, flush ${flushed}`);
  const asBefore = paths.length === 1 && paths[0] === '/v1/batch' && flushed === 'resolved';
  console.log(asBefore ? 'as before' : 'CHANGED');
  process.exit(asBefore ? 0 : 1);
});
JS
node check.cjs
