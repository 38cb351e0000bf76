#!/usr/bin/env bash
# node-thermal-printer 4.6.1 sets a Chinese row four columns wider than the paper.
#
# What:    tableCustom and leftRight fill a row with blanks by the number of letters. On a printer a Chinese letter is two columns
#          wide, so a row of 红颜草莓500g and a price, on paper of 32 columns with the character set CHINA, is sent as 36.
# Matters: Slips for picking and packing: the price falls on the next line for each row with Chinese in it, by as many columns as
#          there are letters, while every test with Latin letters lines up.
# Seen:    2026-11-28, node-thermal-printer 4.6.1, Node 20.20.2, EPSON, character set CHINA, width 32
#            红颜草莓500g: 36 columns by both; strawberry: 32 by both
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --no-audit --no-fund --silent --ignore-scripts node-thermal-printer@4.6.1
cat >check.cjs <<'JS'
const { ThermalPrinter, PrinterTypes, CharacterSet } = require('node-thermal-printer');
const sent = (print) => {
  const printer = new ThermalPrinter({ type: PrinterTypes.EPSON, interface: 'tcp://127.0.0.1:9', characterSet: CharacterSet.CHINA, width: 32 });
  print(printer);
  return printer.getBuffer();
};
// Paper columns of the last line: GBK has two bytes for what is two columns wide. The first three bytes choose the character set.
const columns = (bytes) => bytes.subarray(3, bytes.indexOf(0x0a)).length;
const table = (name) => columns(sent((printer) => printer.tableCustom([{ text: name, align: 'LEFT', width: 0.5 }, { text: '39.90', align: 'RIGHT', width: 0.5 }])));
const pair = (name) => columns(sent((printer) => printer.leftRight(name, '39.90')));
const seen = ['strawberry', '红颜草莓500g'].map((name) => [name, table(name), pair(name)]);
console.log(`node-thermal-printer ${require('node-thermal-printer/package.json').version}, node ${process.version}`);
console.log('expected: every row fills the 32 columns of the paper');
for (const [name, one, two] of seen) console.log(`seen:     ${name}: tableCustom ${one} columns, leftRight ${two}`);
const asBefore = seen.map(([, one, two]) => `${one}/${two}`).join() === '32/32,36/36';
console.log(asBefore ? 'as before' : 'CHANGED');
process.exitCode = asBefore ? 0 : 1;
JS
node check.cjs
