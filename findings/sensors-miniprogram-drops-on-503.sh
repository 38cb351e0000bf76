#!/usr/bin/env bash
# sa-sdk-miniprogram 1.22.7 (Sensors Analytics, mini programs) takes any HTTP answer for "received", also 503 and 429.
#
# What:    events wait in a queue until they are sent. Whatever status comes back, the queue forgets them; only a request
#          that fails without an answer is repeated.
# Matters: a collector that is overloaded and says so politely loses the events for good: carts, payments, funnels. It must
#          either store before it answers or drop the connection.
# Seen:    2026-11-28, sa-sdk-miniprogram 1.22.7, Node 20.20.2
#            first answer 200: AddCart sent 1 time
#            first answer 503: AddCart sent 1 time
#            first answer 429: AddCart sent 1 time
#            first request fails: AddCart sent 2 times
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --no-audit --no-fund --silent --ignore-scripts sa-sdk-miniprogram@1.22.7
cat >shop.cjs <<'JS'
// A mini program's surroundings, as far as the SDK asks for them; argv: the first answer's status, or "none".
const stored = new Map();
const sent = [];
const done = (value) => (options) => (options.success?.(value), options.complete?.(value));
const device = { SDKVersion: '3.0.0', system: 'iOS 17', platform: 'ios' };
globalThis.wx = {
  getStorageSync: (key) => stored.get(key), setStorageSync: (key, data) => stored.set(key, data), removeStorageSync: (key) => stored.delete(key),
  getStorage: (options) => done({ data: stored.get(options.key) })(options), setStorage: (options) => (stored.set(options.key, options.data), done({})(options)),
  getSystemInfoSync: () => device, getSystemInfo: done(device), getNetworkType: done({ networkType: 'wifi' }), onNetworkStatusChange() {},
  getDeviceInfo: () => device, getAppBaseInfo: () => device, getWindowInfo: () => ({}), canIUse: () => true, onAppShow() {}, onAppHide() {},
  getLaunchOptionsSync: () => ({ scene: 1001, path: 'home', query: {} }), getAccountInfoSync: () => ({ miniProgram: { appId: 'wx0' } }),
  request(options) {
    const list = decodeURIComponent(/data_list=([^&]*)/.exec(options.data)[1]);
    const turn = sent.push(JSON.parse(Buffer.from(list, 'base64').toString()).map((event) => event.event));
    const first = turn === 1 ? process.argv[2] : '200';
    setTimeout(() => (first === 'none' ? options.fail?.({ errMsg: 'request:fail' }) : done({ statusCode: Number(first), data: '' })(options)), 20);
  },
};
Object.assign(globalThis, { App: (app) => app, Page: (page) => page, Component: (it) => it, getCurrentPages: () => [], getApp: () => ({}) });
const sensors = require('sa-sdk-miniprogram');
sensors.setPara({ server_url: 'http://127.0.0.1/sa', show_log: false, batch_send: { send_timeout: 300, max_length: 6 } });
sensors.init();
sensors.track('AddCart', { price: 1 });
setTimeout(() => (console.log(sent.filter((events) => events.includes('AddCart')).length), process.exit()), 4_000);
JS
count() { node shop.cjs "$1" | tail -n 1; }
seen="$(count 200) $(count 503) $(count 429) $(count none)"
echo "sa-sdk-miniprogram $(node -p "JSON.parse(require('fs').readFileSync('node_modules/sa-sdk-miniprogram/package.json')).version"), node $(node --version)"
echo 'expected: AddCart sent 1 time after 200, and again after 503, 429 and a failed request'
echo "seen:     times sent after 200, 503, 429, a failed request: $seen"
if [ "$seen" = '1 1 1 2' ]; then echo 'as before'; else echo CHANGED; exit 1; fi
