#!/usr/bin/env bash
# co-wechat-api 3.11.0 fetches ten access tokens for ten calls of one moment.
#
# What:    While no token is held, each call asks for one of its own; there is no shared request. Ten calls at the start of a
#          process, or at the second when the token ends, are ten requests to /cgi-bin/token.
# Matters: WeChat ends the token before the last one as soon as a newer one is given (only the one before lives on for five
#          minutes), so most of the ten calls go out with a token that is dead already (40001), each is repeated with one
#          more new token, and the day's limit of tokens is spent by restarts.
# Seen:    2026-11-28, co-wechat-api 3.11.0, Node 20.20.2, against a local server that answers as WeChat does
#            ten calls at once: 10 tokens; ten more with the token held: 0
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --no-audit --no-fund --silent --ignore-scripts co-wechat-api@3.11.0
cat >check.cjs <<'JS'
const http = require('node:http');
const WechatApi = require('co-wechat-api');
let tokens = 0;
const answer = (request, response) => {
  response.setHeader('content-type', 'application/json');
  if (!request.url.startsWith('/cgi-bin/token')) return response.end('{"errcode":0,"errmsg":"ok"}');
  tokens += 1;
  setTimeout(() => response.end(JSON.stringify({ access_token: `token-${tokens}`, expires_in: 7200 })), 50);
};
const server = http.createServer(answer).listen(0, '127.0.0.1', async () => {
  const api = new WechatApi('wx0000000000000000', 'secret');
  api.prefix = `http://127.0.0.1:${server.address().port}/cgi-bin/`;
  const ten = () => Promise.all(Array.from({ length: 10 }, () => api.getMenu()));
  await ten();
  const first = tokens;
  await ten();
  const again = tokens - first;
  console.log(`co-wechat-api ${require('co-wechat-api/package.json').version}, node ${process.version}`);
  console.log('expected: ten calls at once share one token');
  console.log(`seen:     ten calls at once: ${first} tokens; ten more with the token held: ${again}`);
  server.close();
  const asBefore = first === 10 && again === 0;
  console.log(asBefore ? 'as before' : 'CHANGED');
  process.exitCode = asBefore ? 0 : 1;
});
JS
node check.cjs
