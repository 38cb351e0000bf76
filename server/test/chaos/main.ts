import { parseArgs } from 'node:util';
import { ride } from './storm.ts';

const help = `npm run chaos -- [--seed N] [--minutes M] [--shoppers N]

Two servers and a worker under load, killed with -9 at random, notifications lost, doubled, late and shuffled; then everything
must add up. Progress goes to stderr; the last line of stdout is JSON: what was done, what was killed, each balance with both
sides. Ends with 0 when all of them agree.`;

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '2' },
    shoppers: { type: 'string', default: '40' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
const [seed, minutes, shoppers] = [Number(values.seed), Number(values.minutes), Number(values.shoppers)];
if (values.help) {
  console.log(help);
} else if (!Number.isInteger(seed) || !(minutes > 0) || !(Number.isInteger(shoppers) && shoppers > 0)) {
  console.error(help);
  process.exitCode = 2;
} else {
  const report = await ride({
    seed,
    seconds: Math.round(minutes * 60),
    orders: 0,
    kills: 0,
    shoppers,
    operators: 4,
    // The servers most often; what they stand on now and then.
    mortal: ['server-a', 'server-b', 'worker', 'server-a', 'server-b', 'worker', 'event-store', 'sandbox', 'postgres'],
    killEveryMs: [1_500, 6_000],
    calmDays: 20,
    keepsWhatFails: true,
    say: (line) => console.error(`${(performance.now() / 1000).toFixed(0).padStart(5)} s  ${line}`),
  });
  for (const { of, ours, theirs, ok, off } of report.balances)
    console.error(`${ok ? '✓' : '✗'} ${of}: ${ours} = ${theirs}${ok ? '' : ` ${off.join(', ')}`}`);
  console.log(JSON.stringify(report));
  process.exitCode = report.ok ? 0 : 1;
}
