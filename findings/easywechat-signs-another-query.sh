#!/usr/bin/env bash
# node-easywechat 3.6.2 signs a WeChat Pay v3 query in one spelling and sends it in another.
#
# What:    the signature covers path and query, so both must be the same text. The library spells the signed query with one
#          encoder (colon as %3A, space as %20) and lets axios spell the one it sends (colon as it is, space as +).
# Matters: WeChat Pay refuses what is not signed as sent. Listing coupon stocks by their creation time cannot work, while
#          the same client's other calls do, so the keys look right and the search for the fault begins at the wrong end.
# Seen:    2026-11-28, node-easywechat 3.6.2 (beside node-socialite 1.4.1; with 1.5.3 it does not load), axios 1.21.1, Node 20
#            /v3/bill/tradebill?bill_date=2026-11-27: signature fits what was sent: true
#            /v3/marketing/favor/stocks?limit=10&create_start_time=2026-11-01T00:00:00%2B08:00: signature fits what was sent: false
#              but fits /v3/marketing/favor/stocks?limit=10&create_start_time=2026-11-01T00%3A00%3A00%2B08%3A00: true
# Needs openssl for a throw-away key.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --no-audit --no-fund --silent --ignore-scripts node-easywechat@3.6.2 node-socialite@1.4.1 axios@1.21.1
openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -days 2 -subj /CN=merchant 2>/dev/null
cat >check.cjs <<'JS'
const { createServer } = require('node:http');
const { readFileSync } = require('node:fs');
const { verify, X509Certificate } = require('node:crypto');
const { Pay } = require('node-easywechat');
const publicKey = new X509Certificate(readFileSync('cert.pem')).publicKey;
const version = (name) => JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')).version;
const seen = [];
const server = createServer((request, response) => {
  const said = Object.fromEntries([...request.headers.authorization.matchAll(/(\w+)="([^"]*)"/g)].map((m) => [m[1], m[2]]));
  const fits = (url) =>
    verify('sha256', Buffer.from(`GET\n${url}\n${said.timestamp}\n${said.nonce_str}\n\n`), publicKey, Buffer.from(said.signature, 'base64'));
  const [path, query] = request.url.split('?');
  const escaped = `${path}?${query.replaceAll(':', '%3A')}`;
  seen.push({ sent: request.url, fits: fits(request.url), escaped, fitsEscaped: fits(escaped) });
  response.setHeader('content-type', 'application/json').end('{}');
});
server.listen(0, '127.0.0.1', async () => {
  const baseURL = `http://127.0.0.1:${server.address().port}/`;
  const merchant = { mch_id: '1900000001', private_key: 'key.pem', certificate: 'cert.pem', secret_key: '0'.repeat(32) };
  const client = new Pay({ ...merchant, platform_certs: [], http: { baseURL } }).getClient();
  await client.get('/v3/bill/tradebill', { params: { bill_date: '2026-11-27' } });
  await client.get('/v3/marketing/favor/stocks', { params: { limit: 10, create_start_time: '2026-11-01T00:00:00+08:00' } });
  server.close();
  console.log(`node-easywechat ${version('node-easywechat')}, axios ${version('axios')}, node ${process.version}`);
  console.log('expected: the signature fits the address that is sent, whatever it holds');
  for (const one of seen) console.log(`seen:     ${one.sent}: signature fits what was sent: ${one.fits}`);
  const [plain, timed] = seen;
  console.log(`          but fits ${timed.escaped}: ${timed.fitsEscaped}`);
  const asBefore = plain.fits && !timed.fits && timed.fitsEscaped;
  console.log(asBefore ? 'as before' : 'CHANGED');
  process.exitCode = asBefore ? 0 : 1;
});
JS
node check.cjs
