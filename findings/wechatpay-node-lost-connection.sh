#!/usr/bin/env bash
# wechatpay-node-v3 2.2.1 answers a refund that never reached WeChat Pay by resolving, with neither status nor error.
#
# What:    when no connection comes about, refunds() does not reject: it resolves to an object whose status and error are
#          both undefined; only errRaw tells. Its error holds the text of an HTTP answer, and there was none.
# Matters: `if (result.error)` and try/catch both take the refund for asked, so nobody asks again: the shopper gets nothing.
# Seen:    2026-11-28, wechatpay-node-v3 2.2.1, Node 20.20.2
#            resolved, status undefined, error undefined, errRaw.code ENOTFOUND
# The name lookup is made to fail here, as it does without a network; nothing leaves the machine. Needs openssl for a
# throw-away key.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --no-audit --no-fund --silent --ignore-scripts wechatpay-node-v3@2.2.1
openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -days 2 -subj /CN=merchant 2>/dev/null
cat >check.cjs <<'JS'
const dns = require('node:dns');
const { readFileSync } = require('node:fs');
dns.lookup = (hostname, options, done) => {
  const failure = Object.assign(new Error(`getaddrinfo ENOTFOUND ${hostname}`), { code: 'ENOTFOUND', syscall: 'getaddrinfo', hostname });
  process.nextTick(typeof options === 'function' ? options : done, failure);
};
const module_ = require('wechatpay-node-v3');
const WxPay = module_.default ?? module_;
const pay = new WxPay({
  appid: 'wx0000000000000000',
  mchid: '1900000001',
  publicKey: readFileSync('cert.pem'),
  privateKey: readFileSync('key.pem'),
});
const refund = { out_trade_no: 'order-1', out_refund_no: 'refund-1', amount: { refund: 100, total: 100, currency: 'CNY' } };
pay
  .refunds(refund)
  .then((result) => ({ how: 'resolved', result }))
  .catch((failure) => ({ how: 'rejected', result: { error: failure.message } }))
  .then(({ how, result }) => {
    const { version } = JSON.parse(readFileSync('node_modules/wechatpay-node-v3/package.json', 'utf8'));
    console.log(`wechatpay-node-v3 ${version}, node ${process.version}`);
    console.log('expected: a rejection, or at least an error beside the missing status');
    console.log(`seen:     ${how}, status ${result.status}, error ${result.error}, errRaw.code ${result.errRaw?.code}`);
    const asBefore =
      how === 'resolved' && result.status === undefined && result.error === undefined && result.errRaw?.code === 'ENOTFOUND';
    console.log(asBefore ? 'as before' : 'CHANGED');
    process.exitCode = asBefore ? 0 : 1;
  });
JS
node check.cjs
