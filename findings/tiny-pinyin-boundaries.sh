#!/usr/bin/env bash
# tiny-pinyin 1.3.2 reads 倍 as bao, 侨 as qie and 了 as lao on a Node of today.
#
# What:    The package holds no readings: it sorts a character between some 400 landmark characters by the collation of the
#          machine (Intl.Collator) and takes the landmark's syllable. Newer collation tables moved some landmarks, so whole
#          runs of neighbours get the syllable next door. isSupported() still answers true.
# Matters: It is the small one, chosen for search by pinyin and for letters beside a list of names. 倍 (bei), 备 (bei), 俏 (qiao),
#          仟 (qian), 佃 (dian) are not found by what people type, and the same code answered otherwise on an older Node.
# Seen:    2026-11-28, tiny-pinyin 1.3.2 beside pinyin-pro 3.29.4 (every reading of a character counts), Node 20.20.2, ICU 78.2
#            倍 bao, 备 bao, 侨 qie, 俏 qie, 仟 qie, 了 lao; more than 800 of about 20 850 characters have no such reading
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --no-audit --no-fund --silent --ignore-scripts tiny-pinyin@1.3.2 pinyin-pro@3.29.4
cat >check.cjs <<'JS'
const tiny = require('tiny-pinyin');
const { pinyin } = require('pinyin-pro');
const of = (letter) => tiny.convertToPinyin(letter, '', true).toLowerCase();
const readings = (letter) => pinyin(letter, { multiple: true, toneType: 'none', type: 'array' }).map((one) => one.replace('ü', 'v'));
const wrong = [];
let known = 0;
for (let code = 0x4e00; code <= 0x9fa5; code += 1) {
  const letter = String.fromCodePoint(code);
  const all = readings(letter);
  if (all[0] === letter) continue;
  known += 1;
  if (!all.includes(of(letter))) wrong.push(letter);
}
const shown = [...'倍备侨俏仟了'].map((letter) => `${letter} ${of(letter)} (${readings(letter).join('/')})`);
console.log(`tiny-pinyin ${require('tiny-pinyin/package.json').version}, node ${process.version}, ICU ${process.versions.icu}`);
console.log('expected: isSupported() true and a reading that the character has');
console.log(`seen:     isSupported() ${tiny.isSupported()}; ${shown.join(', ')}`);
console.log(`          ${wrong.length} of ${known} characters get a syllable that they do not have`);
const asBefore = tiny.isSupported() && wrong.length > 400 && wrong.includes('倍') && wrong.includes('侨');
console.log(asBefore ? 'as before' : 'CHANGED');
process.exitCode = asBefore ? 0 : 1;
JS
node check.cjs
