#!/usr/bin/env bash
# node-apriori 1.0.0 and node-fpgrowth 1.2.1 count two of one product in a basket as two baskets.
#
# What:    Support is the number of baskets that hold a set. Where a basket lists a product twice (two cartons of eggs are two
#          units), node-apriori adds one for each unit; node-fpgrowth does too, gives 蛋 with 蛋 as a set of its own, and counts
#          蛋 with 奶 three times in two baskets. No error; apriori 1.0.7 counts the same baskets right.
# Matters: "Bought together" is fed from order lines or units as they are. Whoever buys many of one thing then counts as many
#          buyers, and the confidence of a rule passes what the baskets hold.
# Seen:    2026-11-28, node-apriori 1.0.0, node-fpgrowth 1.2.1, apriori, Node 20.20.2, baskets 蛋蛋奶, 蛋奶, 奶, 莓奶
#            node-apriori: 蛋 3, 蛋奶 2; node-fpgrowth: 蛋 3, 蛋奶 3, 蛋蛋 1; apriori: 蛋 2, 蛋奶 2
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --no-audit --no-fund --silent --ignore-scripts node-apriori@1.0.0 node-fpgrowth@1.2.1 apriori@1.0.7
cat >check.cjs <<'JS'
const { Apriori } = require('node-apriori');
const { FPGrowth } = require('node-fpgrowth');
const { Algorithm } = require('apriori');
const version = (name) => require(`${name}/package.json`).version;
const baskets = [['蛋', '蛋', '奶'], ['蛋', '奶'], ['奶'], ['莓', '奶']];
const mine = async (miner) => {
  const found = {};
  miner.on('data', ({ items, support }) => {
    found[[...items].sort().join('')] = support;
  });
  await miner.exec(baskets);
  return found;
};
(async () => {
  const one = await mine(new Apriori(0.25));
  const two = await mine(new FPGrowth(0.25));
  const sets = new Algorithm(0.25, 0.5, false).analyze(baskets).frequentItemSets;
  const third = Object.fromEntries(Object.values(sets).flat().map(({ itemSet, support }) => [[...itemSet].sort().join(''), support * baskets.length]));
  const pair = ['蛋', '奶'].sort().join('');
  console.log(`node-apriori ${version('node-apriori')}, node-fpgrowth ${version('node-fpgrowth')}, apriori ${version('apriori')}, node ${process.version}`);
  console.log('expected: of four baskets two hold 蛋, two hold 蛋 and 奶');
  for (const [name, found] of Object.entries({ 'node-apriori': one, 'node-fpgrowth': two, apriori: third }))
    console.log(`seen:     ${name}: 蛋 ${found['蛋']}, 蛋 with 奶 ${found[pair]}, 蛋 with 蛋 ${found['蛋蛋'] ?? 'none'}`);
  const asBefore = one['蛋'] === 3 && one[pair] === 2 && two['蛋'] === 3 && two[pair] === 3 && two['蛋蛋'] === 1 && third['蛋'] === 2;
  console.log(asBefore ? 'as before' : 'CHANGED');
  process.exitCode = asBefore ? 0 : 1;
})();
JS
node check.cjs
