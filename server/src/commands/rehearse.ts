import { parseArgs } from 'node:util';
import { rehearse } from '../launch/rehearse.ts';
import { type Command, dataFolder, dataOption, progress, UsageError } from './command.ts';
import { rehearseJourney } from './rehearse-journey.ts';

const numbers = ['seed', 'days', 'shoppers', 'lookers'] as const;

export const rehearseCommand: Command = {
  help: `huoshui rehearse [--seed N] [--days N] [--shoppers N] [--lookers N] [--data DIR]
huoshui rehearse --journey ID | --playbook KEY [--weeks N] [--shoppers N] [--seed N] [--opens P] [--response P] [--data DIR]

模拟顾客逛店、下单、收消息、回购，lookers 只看不买；都只通过公开接口和微信沙箱；同一种子，同一故事。
Simulated shoppers, and lookers who do not buy; they act only through the public APIs and the WeChat sandbox. Same seed, same story.
Plays against the running system, else starts one for as long as it takes. Last line: JSON with what happened.

--journey、--playbook：在隔离的试验店里预演旅程（有画稿就预演画稿）或剧本，不碰真实会员、消息和统计；见 docs/operations/rehearsal.md。
Rehearses a journey (its drawing, if there is one) or a playbook in a scratch shop; nobody real hears of it. See docs/operations/rehearsal.md.
Last line: the rehearsal as the API answers it.`,
  run: async (args, env) => {
    const option = { type: 'string' } as const;
    const { values } = parseArgs({
      args: [...args],
      options: {
        ...{ data: dataOption, seed: option, days: option, shoppers: option, lookers: option },
        ...{ journey: option, playbook: option, weeks: option, opens: option, response: option },
      },
    });
    if (values.journey !== undefined || values.playbook !== undefined)
      return await rehearseJourney(values, { dataDir: dataFolder(values.data, env), env, tell: progress });
    const passedOn = numbers.flatMap((name) => {
      const value = values[name];
      if (value === undefined) return [];
      if (!/^\d+$/.test(value)) throw new UsageError(`--${name} 应为整数 must be a whole number: ${value}`);
      return [`--${name}`, value];
    });
    console.log(await rehearse({ dataDir: dataFolder(values.data, env), env, tell: progress }, passedOn));
    return 0;
  },
};
