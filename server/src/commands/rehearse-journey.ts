import { setTimeout as sleep } from 'node:timers/promises';
import { rehearsalStep } from '@huoshui/contracts/words/rehearsals';
import { askRehearsal, readRehearsal } from '../domains/rehearsals/index.ts';
import type { JoinOptions } from '../launch/join.ts';
import { inTransaction } from '../platform/db.ts';
import { progress, UsageError, writeResult } from './command.ts';
import { withShop } from './shop.ts';

type Values = Readonly<Partial<Record<Name | 'journey' | 'playbook', string>>>;
type Name = 'weeks' | 'shoppers' | 'seed' | 'opens' | 'response';

const LOOK_MS = 500;

/** Ask for it as an operator would, and wait: the running server plays it, else a worker of our own. */
export async function rehearseJourney(values: Values, options: JoinOptions): Promise<number> {
  const subject = values.journey ? { journeyId: values.journey } : { playbook: values.playbook ?? '', values: {} };
  const asked = {
    ...subject,
    weeks: within(values, 'weeks', 3, 1, 8),
    shoppers: within(values, 'shoppers', 200, 20, 600),
    seed: within(values, 'seed', 1, 0, 999_999),
    opens: values.opens === undefined ? null : within(values, 'opens', 0, 0, 100),
    response: values.response === undefined ? null : within(values, 'response', 0, 0, 100),
  };
  const shown = await withShop(options, async ({ ctx, catchUp }) => {
    await catchUp();
    let now = await inTransaction(ctx, async (ctx) => askRehearsal(ctx, asked));
    for (let said = ''; now.state === 'queued' || now.state === 'running'; now = await readRehearsal(ctx, now.id)) {
      const step = rehearsalStep[now.step];
      const line = `${step.zh} ${step.en} ${now.done}/${now.total}`;
      if (line !== said) progress.line(line);
      said = line;
      await sleep(LOOK_MS);
    }
    return now;
  });
  if (shown.text) progress.line(`${shown.text.zh}\n${shown.text.en}`);
  if (shown.failure) progress.line(`${shown.failure.text.zh}\n${shown.failure.text.en}`);
  writeResult(shown);
  return shown.state === 'done' ? 0 : 1;
}

function within(values: Values, name: Name, usual: number, least: number, most: number): number {
  const value = Number(values[name] ?? usual);
  if (!Number.isInteger(value) || value < least || value > most)
    throw new UsageError(`--${name} 应为 ${least}–${most} 的整数 must be a whole number from ${least} to ${most}`);
  return value;
}
