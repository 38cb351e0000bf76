#!/usr/bin/env bash
# chinese-days 1.5.7 and chinese-workday 1.16.1 call next New Year's Day and National Day working days, and do not say that they do not know.
#
# What:    both hold the State Council's calendar up to 2026. Asked for a day of a later year they answer as for any weekday:
#          1 January 2027 and 1 October 2027 (both Fridays, both holidays by law whatever the yearly notice adds) are work days,
#          with no error, no empty answer and no mark. date-holidays, which knows the law and not the notices, has both.
# Matters: what is planned some weeks ahead over a year's end: a coupon that is good on work days only, a journey that waits for
#          one, an offer that opens on the eve. It is right in November and wrong in January, until the library is updated.
# Seen:    2026-11-28, chinese-days 1.5.7, chinese-workday 1.16.1 and date-holidays 3.37.0, Node 20.20.2
#            2026-10-01 holiday, holiday, holiday; 2027-01-01 and 2027-10-01 work, work, holiday
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --no-audit --no-fund --silent --ignore-scripts chinese-days@1.5.7 chinese-workday@1.16.1 date-holidays@3.37.0
cat >check.mjs <<'JS'
import * as chineseDays from 'chinese-days';
import * as chineseWorkday from 'chinese-workday';
import DateHolidays from 'date-holidays';
const days = chineseDays.isWorkday ? chineseDays : chineseDays.default;
const law = new DateHolidays('CN');
const word = (works) => (works ? 'work' : 'holiday');
const seen = ['2026-10-01', '2027-01-01', '2027-10-01'].map((day) => [
  day,
  word(days.isWorkday(day)),
  word(chineseWorkday.isWorkday(day)),
  word(!law.isHoliday(new Date(`${day}T12:00:00+08:00`))),
]);
console.log(`node ${process.version}`);
console.log('expected: a holiday by all three, or a sign that the year is not known');
for (const [day, ...answers] of seen) console.log(`seen:     ${day}: chinese-days ${answers[0]}, chinese-workday ${answers[1]}, date-holidays ${answers[2]}`);
const asBefore = seen.map((row) => row.slice(1).join('/')).join() === 'holiday/holiday/holiday,work/work/holiday,work/work/holiday';
console.log(asBefore ? 'as before' : 'CHANGED');
process.exitCode = asBefore ? 0 : 1;
JS
node check.mjs
