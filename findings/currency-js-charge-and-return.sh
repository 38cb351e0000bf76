#!/usr/bin/env bash
# currency.js 2.0.4 rounds a charge up and its return down: 19.995 and −19.995 leave a fen.
#
# What:    Halves are rounded towards plus infinity, so a negative amount is not the mirror of the positive one. currency(19.995) is
#          20.00, currency(-19.995) is -19.99; likewise where a share is multiplied.
# Matters: A discount of a half, or points at a tenth of a fen, charged as plus and given back as minus, leaves a fen for each such
#          line; a ledger of such entries does not add up to nothing.
# Seen:    2026-11-28, currency.js 2.0.4, Node 20.20.2
#            19.995: 20 and -19.99; 19.99 × 0.5: 10 and -9.99; of 0.001 to 10.000 in thousandths 1 000 of 10 000 leave a fen
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --no-audit --no-fund --silent --ignore-scripts currency.js@2.0.4
cat >check.cjs <<'JS'
const currency = require('currency.js');
const amounts = Array.from({ length: 10_000 }, (_, i) => (i + 1) / 1_000);
const left = amounts.filter((amount) => currency(amount).add(currency(-amount)).intValue !== 0).length;
const pair = [currency(19.995).value, currency(-19.995).value];
const half = [currency(19.99).multiply(0.5).value, currency(-19.99).multiply(0.5).value];
console.log(`currency.js ${require('currency.js/package.json').version}, node ${process.version}`);
console.log('expected: an amount and its negative cancel');
console.log(`seen:     19.995: ${pair.join(' and ')}; 19.99 × 0.5: ${half.join(' and ')}; ${left} of ${amounts.length} amounts leave a fen`);
const asBefore = pair.join() === '20,-19.99' && half.join() === '10,-9.99' && left === 1_000;
console.log(asBefore ? 'as before' : 'CHANGED');
process.exitCode = asBefore ? 0 : 1;
JS
node check.cjs
