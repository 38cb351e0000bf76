import { plainWords, type Words } from '@huoshui/contracts/words';
import type { Ctx } from '../../../platform/ctx.ts';
import { type Piece, piece } from '../../../platform/event-store/piece.ts';

/** The stage of everybody at an instant (`person_no`, `stage`), by the domain that owns stages, and what a stage is called. */
export type Stages = {
  readonly at: (ctx: Ctx, moment: Date) => Promise<Piece>;
  readonly say: (stage: string) => Words;
};

/** Of a house without stages. */
export const noStages: Stages = {
  at: async () => piece`SELECT toUInt32(0) AS person_no, '' AS stage WHERE 0`,
  say: plainWords,
};
