import { parseArgs } from 'node:util';
import { resetPassword, resetSecondFactor } from '../domains/operators/index.ts';
import { type Command, dataFolder, dataOption, progress, UsageError, writeResult } from './command.ts';
import { withShop } from './shop.ts';

export const operatorCommand: Command = {
  help: `huoshui operator reset-password LOGIN [--data DIR]
huoshui operator reset-two-factor LOGIN [--data DIR]

忘记密码时，由管理这台机器的人重设：生成新密码，旧登录全部失效，账号恢复可用。
For whoever runs the machine when a password is lost: makes a new one, ends every session of the account, enables it.
Last line: {"login":"owner","password":"…"}; change it after signing in.

reset-two-factor：手机和恢复码都丢了、又没有别的店主时用；关掉这个账号的两步验证，登录全部失效，密码不变。
For the only owner who lost phone and recovery codes: takes the second step off the account and ends its sessions.
Last line: {"login":"owner","wasOn":true}`,
  run: async (args, env) => {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { data: dataOption },
      allowPositionals: true,
    });
    const [what, login, ...rest] = positionals;
    const deed =
      what === 'reset-password' ? resetPassword : what === 'reset-two-factor' ? resetSecondFactor : undefined;
    if (deed === undefined || login === undefined || rest.length > 0) {
      throw new UsageError('哪个账号 which account: huoshui operator reset-password | reset-two-factor LOGIN');
    }
    const options = { dataDir: dataFolder(values.data, env), env, tell: progress };
    writeResult(await withShop(options, async ({ ctx }) => await deed(ctx, login)));
    return 0;
  },
};
