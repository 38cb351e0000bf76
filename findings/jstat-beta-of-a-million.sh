#!/usr/bin/env bash
# jstat 1.9.6 gives the middle of a symmetric beta distribution of a million as 0.44.
#
# What:    beta.cdf(0.5, n, n) is one half for every n. It is right to seven digits up to n = 10 000, then falls off: 0.4999 at
#          100 000, 0.4947 at 300 000, 0.4404 at a million. No error and no NaN; beta.inv is good for the same arguments.
# Matters: "the chance that B is better" of an experiment is read from this function. With enough shoppers two equal arms
#          come out as 44 to 56: the more data, the wronger the figure, and nothing tells.
# Seen:    2026-11-28, jstat 1.9.6, Node 20.20.2
#            n = 1000: 0.5000, n = 100000: 0.4999, n = 300000: 0.4947, n = 1000000: 0.4404
#            beta.inv(0.5, 1000000, 1000000): 0.5000
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --no-audit --no-fund --silent --ignore-scripts jstat@1.9.6
cat >check.cjs <<'JS'
const { readFileSync } = require('node:fs');
const { jStat } = require('jstat');
const { version } = JSON.parse(readFileSync('node_modules/jstat/package.json', 'utf8'));
const seen = [1_000, 100_000, 300_000, 1_000_000].map((n) => [n, jStat.beta.cdf(0.5, n, n)]);
const inverse = jStat.beta.inv(0.5, 1_000_000, 1_000_000);
console.log(`jstat ${version}, node ${process.version}`);
console.log('expected: beta.cdf(0.5, n, n) is 0.5000 for every n');
console.log(`seen:     ${seen.map(([n, value]) => `n = ${n}: ${value.toFixed(4)}`).join(', ')}`);
console.log(`          beta.inv(0.5, 1000000, 1000000): ${inverse.toFixed(4)}`);
const asBefore = seen.map(([, value]) => value.toFixed(4)).join() === '0.5000,0.4999,0.4947,0.4404' && inverse.toFixed(4) === '0.5000';
console.log(asBefore ? 'as before' : 'CHANGED');
process.exitCode = asBefore ? 0 : 1;
JS
node check.cjs
