#!/usr/bin/env bash
# bloom-filters 3.0.4: its HyperLogLog counts 1 000 distinct members as about 500 and promises 1.6 %.
#
# What:    HyperLogLog answers from an estimate that holds for many elements only; for few it must count the empty registers
#          instead. The package does that for the smallest sets and leaves a wide gap: with 4 096 registers, 1 000 and 3 000
#          members come out as half, 10 000 as 12 200. accuracy() says 0.016 all the while.
# Matters: Distinct visitors of a page, a coupon or one morning are just in that gap. A count that is half of the truth looks as
#          trustworthy as one that is right, and grows faster than the shop does.
# Seen:    2026-11-28, bloom-filters 3.0.4, Node 20.20.2
#            4 096 registers, five different sets each: 1 000 as 481 to 526, 3 000 as 1 491 to 1 541, 10 000 as 12 159 to 12 339
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --no-audit --no-fund --silent --ignore-scripts bloom-filters@3.0.4
cat >check.cjs <<'JS'
const { HyperLogLog } = require('bloom-filters');
const count = (size, set) => {
  const sketch = new HyperLogLog(4096);
  for (let i = 0; i < size; i += 1) sketch.update(`member-${set}-${i}`);
  return sketch.count(true);
};
const sizes = [1_000, 3_000, 10_000];
const seen = sizes.map((size) => [size, [0, 1, 2, 3, 4].map((set) => count(size, set))]);
console.log(`bloom-filters ${require('bloom-filters/package.json').version}, node ${process.version}`);
console.log(`expected: within a few times of its own accuracy(), ${new HyperLogLog(4096).accuracy()}`);
for (const [size, counts] of seen) console.log(`seen:     ${size} members are counted as ${counts.join(', ')}`);
const off = (size, share) => seen.find(([one]) => one === size)[1].every((n) => Math.abs(n / size - 1) > share);
const asBefore = off(1_000, 0.4) && off(3_000, 0.4) && off(10_000, 0.15);
console.log(asBefore ? 'as before' : 'CHANGED');
process.exitCode = asBefore ? 0 : 1;
JS
node check.cjs
