#!/usr/bin/env bash
# receipt-printer-encoder 4.0.1 prints ? for each Chinese letter, also for printers of Chinese makers, and says nothing.
#
# What:    codepage('auto') finds a code page for every letter of a text: Greek and Cyrillic in one line come out right. For Chinese
#          it knows none (nor the two-byte mode of ESC/POS printers), so 鸡蛋 is sent as the bytes 3f 3f: no error, no warning,
#          and the same with the models youku-58t and pos-8360, which it knows by name.
# Matters: slips for picking, packing and pick-up name goods; they print as rows of question marks, first seen on paper.
# Seen:    2026-11-28, @point-of-sale/receipt-printer-encoder 4.0.1, Node 20.20.2
#            Greek and Cyrillic: no question mark; 鸡蛋: two, with every model tried
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --no-audit --no-fund --silent --ignore-scripts @point-of-sale/receipt-printer-encoder@4.0.1
cat >check.mjs <<'JS'
import { readFileSync } from 'node:fs';
import loaded from '@point-of-sale/receipt-printer-encoder';
const Encoder = loaded.default ?? loaded;
const marks = (text, options) => {
  const bytes = new Encoder({ columns: 32, ...options }).codepage('auto').line(text).encode();
  return [...bytes].filter((byte) => byte === 0x3f).length;
};
const { version } = JSON.parse(readFileSync('node_modules/@point-of-sale/receipt-printer-encoder/package.json', 'utf8'));
console.log(`receipt-printer-encoder ${version}, node ${process.version}`);
console.log('expected: no question marks, or an error that names what cannot be printed');
const seen = [
  ['Ελλάδα яблоко', 'any', marks('Ελλάδα яблоко', {})],
  ['鸡蛋', 'any', marks('鸡蛋', {})],
  ['鸡蛋', 'youku-58t', marks('鸡蛋', { printerModel: 'youku-58t' })],
  ['鸡蛋', 'pos-8360', marks('鸡蛋', { printerModel: 'pos-8360' })],
];
for (const [text, model, count] of seen) console.log(`seen:     ${text} (${model}): ${count} question marks`);
const asBefore = seen.map(([, , count]) => count).join() === '0,2,2,2';
console.log(asBefore ? 'as before' : 'CHANGED');
process.exitCode = asBefore ? 0 : 1;
JS
node check.mjs
