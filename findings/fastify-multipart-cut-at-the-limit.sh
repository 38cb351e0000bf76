#!/usr/bin/env bash
# @fastify/multipart 10.1.9 hands over the first part of a file that is too large as if it were all of it, when a packet ends at the limit.
#
# What:    `toBuffer()` is to throw FST_REQ_FILE_TOO_LARGE where a file exceeds `limits.fileSize`. It looks whether the file was cut
#          after each piece that it takes, and not once more at the end. Where a piece ends exactly at the limit there is no
#          further one: it resolves with the bytes up to the limit, with no error; only `file.truncated` says so.
# Matters: a limit is mostly a power of two, and so are the pieces in which a large upload arrives: 50 MiB and one byte came in as
#          50 MiB. A table of goods or orders loses its last rows, a picture its end, and nobody is told.
#          Whoever takes a buffer asks `file.truncated` afterwards.
# Seen:    2026-11-29, @fastify/multipart 10.1.9, fastify 5.12.8, Node 20.20.2; limit 1000 bytes
#            5000 bytes of which 999 come first: 413; 5000 bytes of which 1000 come first: 200 with 1000 bytes
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --no-audit --no-fund --silent --ignore-scripts fastify@5.12.8 @fastify/multipart@10.1.9
cat >check.mjs <<'JS'
import multipart from '@fastify/multipart';
import { fastify } from 'fastify';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const app = fastify();
await app.register(multipart, { limits: { fileSize: 1000 } });
app.post('/', async (request) => {
  const file = await request.file();
  return { bytes: (await file.toBuffer()).length, cut: file.file.truncated };
});
await app.listen({ port: 0, host: '127.0.0.1' });

async function upload(bytes, first) {
  const head = '--b\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n';
  const body = `${head}${'x'.repeat(bytes)}\r\n--b--\r\n`;
  const socket = connect(app.server.address().port, '127.0.0.1');
  let answer = '';
  socket.on('data', (piece) => (answer += piece));
  socket.write(`POST / HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: ${body.length}\r\n\r\n`);
  socket.write(body.slice(0, head.length + first));
  await sleep(300);
  socket.write(body.slice(head.length + first));
  for (let waited = 0; !answer.includes('}') && waited < 5000; waited += 50) await sleep(50);
  socket.destroy();
  const [, status] = answer.split(' ');
  const { bytes: got, cut } = JSON.parse(answer.slice(answer.indexOf('{')));
  return status === '200' ? `200 with ${got} bytes, cut: ${cut}` : status;
}
const seen = [await upload(5000, 999), await upload(5000, 1000), await upload(1000, 999)];
console.log(`node ${process.version}`);
console.log('expected: 413 for both files of 5000 bytes; the one of 1000 is whole');
console.log(`seen:     5000 bytes, 999 first: ${seen[0]}; 5000 bytes, 1000 first: ${seen[1]}; 1000 bytes: ${seen[2]}`);
const asBefore = seen.join() === '413,200 with 1000 bytes, cut: true,200 with 1000 bytes, cut: false';
console.log(asBefore ? 'as before' : 'CHANGED');
process.exit(asBefore ? 0 : 1);
JS
node check.mjs
