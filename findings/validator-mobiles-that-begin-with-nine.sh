#!/usr/bin/env bash
# validator 13.15.35 takes numbers that begin with 92 and 98 for Chinese mobile numbers.
#
# What:    `isMobilePhone(…, 'zh-CN')` knows beside 13 to 19 numbers of eleven digits that begin with 92 or 98. Mobile numbers of the
#          mainland begin with 1; libphonenumber-js, which carries the numbering plans, knows none of these.
# Matters: a list of phone numbers is cleaned by it before texts are paid for, and members are told apart by what passed: such a number is kept,
#          nothing sent to it arrives, and nobody asks its owner again.
# Seen:    2026-11-30, validator 13.15.35 beside libphonenumber-js 1.13.16, Node 20.20.2
#            13800138000 true, true; 92013800138 true, false; 98013800138 true, false; 12013800138 false, false
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --no-audit --no-fund --silent --ignore-scripts validator@13.15.35 libphonenumber-js@1.13.16
cat >check.cjs <<'JS'
const { readFileSync } = require('node:fs');
const validator = require('validator');
const { isValidPhoneNumber } = require('libphonenumber-js/max');
const numbers = ['13800138000', '92013800138', '98013800138', '12013800138'];
const seen = numbers.map((number) => [number, validator.isMobilePhone(number, 'zh-CN'), isValidPhoneNumber(number, 'CN')]);
const version = (name) => `${name} ${JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')).version}`;
console.log(`${version('validator')}, ${version('libphonenumber-js')}, node ${process.version}`);
console.log('expected: both say true of the first and false of the others');
console.log(`seen:     ${seen.map(([number, ...said]) => `${number} ${said.join(', ')}`).join('; ')}`);
const asBefore = seen.map(([, ...said]) => said.join('/')).join() === 'true/true,true/false,true/false,false/false';
console.log(asBefore ? 'as before' : 'CHANGED');
process.exitCode = asBefore ? 0 : 1;
JS
node check.cjs
