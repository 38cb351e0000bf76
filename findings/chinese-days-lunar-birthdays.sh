#!/usr/bin/env bash
# chinese-days 1.5.7 begins two lunar months of 1996 a day early; a lunar day that its month lacks becomes the next month's first.
#
# What:    for 15 July to 13 August and 12 September to 11 October 1996 it is one lunar day ahead of three other libraries
#          (mid-autumn of 1996 was on 27 September; it says the 26th). And asked for the 30th of a twelfth month of 29 days
#          it names New Year's Day of the following year, silently.
# Matters: members born then keep a lunar birthday that is not theirs, and greetings and coupons come on the wrong day; who
#          was born on a 30th is wished well a day late when that month has 29. Libraries mixed in one product disagree.
# Seen:    2026-11-28, chinese-days 1.5.7 beside tyme4ts 1.5.2, lunar-typescript 1.8.6 and lunar-lite 0.2.8, Node 20.20.2
#            60 days of 1996 differ, first 1996-07-15, last 1996-10-11; the three others agree on all 366
#            mid-autumn 1996: 1996-09-26, the others 1996-09-27
#            30th of the twelfth month of 2026: 2027-02-06, which is New Year's Day
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --no-audit --no-fund --silent --ignore-scripts chinese-days@1.5.7 tyme4ts@1.5.2 lunar-typescript@1.8.6 lunar-lite@0.2.8
cat >check.cjs <<'JS'
const { readFileSync } = require('node:fs');
const chineseDays = require('chinese-days');
const { SolarDay } = require('tyme4ts');
const { Solar, Lunar } = require('lunar-typescript');
const { solar2lunar } = require('lunar-lite');
const differ = [];
let othersDiffer = 0;
for (let at = Date.UTC(1996, 0, 1); at < Date.UTC(1997, 0, 1); at += 86_400_000) {
  const day = new Date(at).toISOString().slice(0, 10);
  const [y, m, d] = day.split('-').map(Number);
  const tyme = SolarDay.fromYmd(y, m, d).getLunarDay();
  const typed = Solar.fromYmd(y, m, d).getLunar();
  const lite = solar2lunar(day);
  const asked = chineseDays.getLunarDate(day);
  const one = `${tyme.getLunarMonth().getMonth()}/${tyme.getDay()}`;
  const others = [`${Math.abs(typed.getMonth())}/${typed.getDay()}`, `${lite.lunarMonth}/${lite.lunarDay}`];
  if (others.some((other) => other !== one)) othersDiffer += 1;
  if (`${asked.lunarMon}/${asked.lunarDay}` !== one) differ.push(day);
}
const midAutumn = chineseDays.getSolarDateFromLunar('1996-08-15').date;
const midAutumnElsewhere = Lunar.fromYmd(1996, 8, 15).getSolar().toYmd();
const missing = chineseDays.getSolarDateFromLunar('2026-12-30').date;
const newYear = Lunar.fromYmd(2027, 1, 1).getSolar().toYmd();
const { version } = JSON.parse(readFileSync('node_modules/chinese-days/package.json', 'utf8'));
console.log(`chinese-days ${version}, node ${process.version}`);
console.log('expected: no day of 1996 differs; the 30th of a month of 29 days is refused, or is its last day');
console.log(`seen:     ${differ.length} days of 1996 differ, first ${differ[0]}, last ${differ.at(-1)}; the three others differ on ${othersDiffer}`);
console.log(`          mid-autumn 1996: ${midAutumn}, the others ${midAutumnElsewhere}`);
console.log(`          30th of the twelfth month of 2026 (29 days): ${missing}; New Year's Day is ${newYear}`);
const asBefore = differ.length === 60 && othersDiffer === 0 && midAutumn !== midAutumnElsewhere && missing === newYear;
console.log(asBefore ? 'as before' : 'CHANGED');
process.exitCode = asBefore ? 0 : 1;
JS
node check.cjs
