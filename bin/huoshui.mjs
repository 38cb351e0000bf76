#!/usr/bin/env node
// The bootstrap: plain JavaScript with nothing to install first, so that a fresh clone starts with Node alone.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Each command with what must be built before it runs. */
const commands = {
  start: ['server', 'sandbox', 'rehearsal', 'console', 'storefront'],
  migrate: ['server', 'sandbox'],
  import: ['server', 'sandbox'],
  rehearse: ['server', 'sandbox', 'rehearsal'],
  replay: ['server', 'sandbox'],
  quote: ['server'],
  clv: ['server'],
  experiment: ['server'],
  'next-basket': ['server'],
  segment: ['server', 'sandbox'],
  audit: ['server', 'sandbox'],
  operator: ['server', 'sandbox'],
};

const help = `活水 Huoshui

  huoshui start [--port N] [--data DIR] [--no-demo]        启动整套系统 the whole system on one port
  huoshui migrate [--data DIR]                             升级数据库结构 bring the database to the present
  huoshui import orders FILE --format cdnow|csv [...]      导入订单和会员 orders and members from a file
  huoshui rehearse [--seed N] [--days N] [--shoppers N] [--lookers N]
                                                           演练：模拟顾客 simulated shoppers
  huoshui replay funnel|retention|lifecycle|paths CASES.json  复算报表用例 report cases, computed and compared
  huoshui quote CASES.json                                 复算报价用例 quote cases, computed and compared
  huoshui clv SUMMARY.csv                                  顾客价值模型 models of what customers are worth
  huoshui experiment read|assign FILE.json                 实验的统计和分流 experiments read, and people assigned
  huoshui next-basket FILE.json [--k 10]                   下一篮预测 what each shopper buys next
  huoshui segment FILE.json [--as-of INSTANT]              按条件数人 counts the members a condition means
  huoshui operator reset-password | reset-two-factor LOGIN 重设密码、两步验证 a lost password, a lost phone
  huoshui audit verify [--known NO:HASH] | trim --keep-days N
                                                           核对、清理操作日志 is the audit log as it was sealed

huoshui <command> --help 查看参数 says more. Every command ends with one line of JSON, except start.`;

requireNode(20, 19);
const [command, ...rest] = process.argv.slice(2);
if (command === undefined || command === '--help' || command === '-h' || command === 'help') {
  console.log(help);
} else if (!Object.hasOwn(commands, command)) {
  console.error(`没有这个命令 no such command: ${command}\n\n${help}`);
  process.exitCode = 2;
} else {
  await run(command, rest);
}

async function run(name, args) {
  // Progress goes to stderr: the last line of stdout belongs to the command's JSON.
  const say = (line) => console.error(line);
  try {
    const { installMissing } = await import('../scripts/install.mjs');
    await installMissing(say);
    const { build } = await import('../scripts/build.mjs');
    const onlyTold = args.includes('--help') || args.includes('-h');
    await build({ only: onlyTold ? ['server'] : commands[name], say });
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
  const settings = join(root, '.env');
  // What the environment says already goes before the file.
  if (existsSync(settings)) process.loadEnvFile(settings);
  process.setSourceMapsEnabled(true);
  process.argv = [process.execPath, join(root, 'server/dist/cli.js'), name, ...args];
  await import('../server/dist/cli.js');
}

function requireNode(major, minor) {
  const [haveMajor = 0, haveMinor = 0] = process.versions.node.split('.').map(Number);
  if (haveMajor > major || (haveMajor === major && haveMinor >= minor)) return;
  console.error(
    `活水需要 Node.js ${major}.${minor} 或更新版本，当前是 ${process.versions.node}。\n` +
      `Huoshui needs Node.js ${major}.${minor} or newer; this is ${process.versions.node}. See https://nodejs.org/`,
  );
  process.exit(1);
}
