#!/usr/bin/env bash
# @marvelapp/react-ab-test 3.1.0 draws a person once for all experiments: whoever is in the first arm of one is in the first arm of every other.
#
# What:    with a `userIdentifier` (what it advises on a server, and where a person must keep her arm) the arm is the identifier's CRC32 by the
#          sum of the weights; the name of the experiment has no part in it. Two experiments of equal weights have the same people in
#          their first arms, and nobody in the first of one and the second of the other.
# Matters: what one experiment does is counted for the other as well, whatever the numbers of people; a winner may be none. A new experiment
#          begins with the very arms of the one before. Whoever draws by a hash puts the experiment's name into it.
# Seen:    2026-11-30, @marvelapp/react-ab-test 3.1.0 beside ab-testing 3.1.8, Node 20.20.2
#            10 000 people in two experiments: both first 5008, both second 4992, apart 0; ab-testing parts them into four quarters
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --no-audit --no-fund --silent --ignore-scripts @marvelapp/react-ab-test@3.1.0 react@16.14.0 react-dom@16.14.0 ab-testing@3.1.8
cat >check.cjs <<'JS'
const { emitter } = require('@marvelapp/react-ab-test');
const abTesting = require('ab-testing');
const PEOPLE = 10_000;
const arms = ['a', 'b'];
const experiments = ['price-tag', 'free-shipping'];
for (const name of experiments) emitter.defineVariants(name, arms, [50, 50]);
const others = experiments.map((name) => abTesting.createTest(name, arms.map((arm) => ({ name: arm, weight: 0.5 }))));
const count = (draw) => {
  const seen = { aa: 0, ab: 0, ba: 0, bb: 0 };
  for (let n = 0; n < PEOPLE; n += 1) seen[draw(0, `member-${n}`) + draw(1, `member-${n}`)] += 1;
  return seen;
};
const one = count((at, person) => emitter.calculateActiveVariant(experiments[at], person));
const other = count((at, person) => others[at].getGroup(person));
const versions = ['@marvelapp/react-ab-test', 'ab-testing'].map(
  (name) => `${name} ${JSON.parse(require('node:fs').readFileSync(`node_modules/${name}/package.json`, 'utf8')).version}`,
);
console.log(`${versions.join(', ')}, node ${process.version}`);
console.log(`expected: about ${PEOPLE / 4} of ${PEOPLE} people in each of the four pairs of arms`);
console.log(`seen:     react-ab-test ${JSON.stringify(one)}; ab-testing ${JSON.stringify(other)}`);
const quarter = (number) => Math.abs(number - PEOPLE / 4) < 300;
const asBefore = one.ab === 0 && one.ba === 0 && one.aa > 0 && one.bb > 0 && Object.values(other).every(quarter);
console.log(asBefore ? 'as before' : 'CHANGED');
process.exitCode = asBefore ? 0 : 1;
JS
node check.cjs
