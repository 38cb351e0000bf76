import type { Words } from '@huoshui/contracts/words';
import type { Ctx } from '../../../platform/ctx.ts';
import type { WecomProbe } from '../../../wechat/index.ts';

/** `unsure`: nothing that happened so far shows it, and WeCom has no way to ask. */
export type Finding = {
  readonly state: 'good' | 'bad' | 'unsure';
  readonly says: Words;
  /** What to do, step by step; null where there is nothing to do. */
  readonly mend: Words | null;
};

export type Patient = { readonly ctx: Ctx; readonly agentid: string; readonly probe: WecomProbe };

/** A prerequisite of WeCom: what it is called, what has to be well before it can be looked at, and the look. */
export type Check = {
  readonly key: string;
  readonly words: Words;
  readonly after: readonly string[];
  readonly look: (patient: Patient) => Promise<Finding>;
};

export function check(definition: Check): Check {
  return definition;
}

export const good = (says: Words): Finding => ({ state: 'good', says, mend: null });
export const bad = (says: Words, mend: Words): Finding => ({ state: 'bad', says, mend });
export const unsure = (says: Words, mend: Words | null = null): Finding => ({ state: 'unsure', says, mend });
