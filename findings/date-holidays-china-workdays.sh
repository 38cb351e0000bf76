#!/usr/bin/env bash
# date-holidays 3.37.0: in China an ordinary Monday, 1 June 2026, is a public holiday and six worked weekends are none.
#
# What:    The package calls every entry of China "public", also Children's Day, Youth Day and Army Day, which are days off for some
#          people and half a day; make-up workdays (调休) and the days that a break is made longer by are not known (2021 apart).
# Matters: "Send on working days", "free delivery on holidays" and every comparison of a holiday with the year before ask just this.
#          Of 2026, sixteen days are wrong, nine of them in the two long breaks and their bridges.
# Seen:    2026-11-28, date-holidays 3.37.0 beside chinese-days 1.5.7 (which holds the State Council's notice for 2026), Node 20.20.2
#            off by the package, worked in truth: 2026-06-01; weekends worked in truth: 01-04, 02-14, 02-28, 05-09, 09-20, 10-10
#            a workday by the package, off in truth: 01-02, 02-19, 02-20, 02-23, 04-06, 05-05, 10-05, 10-06, 10-07
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --no-audit --no-fund --silent --ignore-scripts date-holidays@3.37.0 chinese-days@1.5.7
cat >check.cjs <<'JS'
const Holidays = require('date-holidays');
const { isWorkday } = require('chinese-days');
const off = new Set(new Holidays('CN').getHolidays(2026).filter(({ type }) => type === 'public').map(({ date }) => date.slice(0, 10)));
const seen = { offButWorked: [], weekendButWorked: [], workedButOff: [] };
for (let at = Date.UTC(2026, 0, 1); at < Date.UTC(2027, 0, 1); at += 86_400_000) {
  const day = new Date(at).toISOString().slice(0, 10);
  const weekend = [0, 6].includes(new Date(at).getUTCDay());
  const works = isWorkday(day);
  if (works && weekend) seen.weekendButWorked.push(day);
  if (works && !weekend && off.has(day)) seen.offButWorked.push(day);
  if (!works && !weekend && !off.has(day)) seen.workedButOff.push(day);
}
console.log(`date-holidays ${require('date-holidays/package.json').version}, node ${process.version}`);
console.log('expected: public holidays are the days off of the country');
console.log(`seen:     off by the package, worked in truth: ${seen.offButWorked.join(' ')}`);
console.log(`          weekends worked in truth, not known: ${seen.weekendButWorked.join(' ')}`);
console.log(`          workdays by the package, off in truth: ${seen.workedButOff.join(' ')}`);
const asBefore = seen.offButWorked.join() === '2026-06-01' && seen.weekendButWorked.length === 6 && seen.workedButOff.length === 9;
console.log(asBefore ? 'as before' : 'CHANGED');
process.exitCode = asBefore ? 0 : 1;
JS
node check.cjs
