import type { Ctx } from '../../../platform/ctx.ts';

/** Codes of staff that are somebody's own, and who came by them: by the domain that knows WeCom. */
export type OwnCodes = {
  /** Its picture; null where there is none to be had now. With no transaction open. */
  readonly codeOf: (
    ctx: Ctx,
    asked: {
      readonly subject: string;
      readonly memberId: string;
      readonly staff: readonly string[];
      readonly remark: string;
      readonly until: Date;
    },
  ) => Promise<string | null>;
  /** Which person each of these customers of WeCom is by now; who is none is absent. */
  readonly personsOf: (ctx: Ctx, externals: readonly string[]) => Promise<ReadonlyMap<string, number>>;
};

/** What her code is of. */
export const subjectOf = (entryId: string): string => `entry:${entryId}`;
export const entryOfSubject = (subject: string): string | null =>
  subject.startsWith('entry:') ? subject.slice('entry:'.length) : null;
