import type { Draft } from '@huoshui/contracts/form';
import type { Words } from '@huoshui/contracts/words';
import type { experimentMetric, experimentSubject } from '@huoshui/contracts/words/experiments';
import type { Ctx } from '../../platform/ctx.ts';
import type { Piece } from '../../platform/event-store/piece.ts';
import type { Form } from '../../platform/form/form.ts';
import { experimentErrors } from './errors.ts';

export type SubjectKind = keyof typeof experimentSubject;

/** A thing that can be tested: what it is called, where the console shows it, and how versions of it are edited. */
export type Tested = {
  readonly name: Words;
  readonly to: string;
  readonly form: Form;
  /** The values of the form as it stands: a version that differs in nothing from them is none. */
  readonly stands: Draft;
};

export type Taking = {
  readonly version: Draft;
  /** As it stood when the experiment began. */
  readonly stands: Draft;
  /** What somebody edited of it meanwhile gives way. */
  readonly overDraft: boolean;
};

/** One kind of thing that experiments are about, by the domain that shows it. */
export type ExperimentSubject = {
  readonly kind: SubjectKind;
  /** What its arms can be read by. */
  readonly metrics: readonly (keyof typeof experimentMetric)[];
  /** Of any number of things; what does not exist (any more) is not in the answer. */
  find(ctx: Ctx, ids: readonly string[]): Promise<ReadonlyMap<string, Tested>>;
  /** Why it cannot have this version, and at which of its fields; null: it can. */
  refuse(ctx: Ctx, id: string, version: Draft): Promise<{ readonly field: string; readonly words: Words } | null>;
  /** Why nobody would see it at all, or not as it stood (null: it has not begun); null: it is seen. */
  unseen(ctx: Ctx, id: string, stood: Draft | null): Promise<Words | null>;
  /** Held until the end of the transaction: who changes it at this moment waits. Answers what it is as it stands. Throws why no experiment can begin on it. */
  hold(ctx: Ctx, id: string): Promise<void>;
  begin(ctx: Ctx, id: string): Promise<Draft>;
  /** An experiment on it began or ended: the next page shows it. */
  changed(ctx: Ctx): Promise<void>;
  /** How many people first came to it a day, over the last four weeks. */
  peopleADay(ctx: Ctx, id: string): Promise<number>;
  /** It is as this arm has it, for everybody. Throws where it is not what was tested any more. */
  take(ctx: Ctx, id: string, taking: Taking): Promise<void>;
  /** Who came to it since then: a row a person, person_no and seen_at. */
  came(id: string, since: Date, known: Date): Piece;
  /** What people did on it: a row a person, person_no, last_tap and last_close (the epoch: never). */
  acts(id: string, known: Date): Piece;
};

/** All kinds of things, a line each in `domains.ts`. */
export type Subjects = (kind: SubjectKind) => ExperimentSubject;

export function subjectsOf(all: readonly ExperimentSubject[]): Subjects {
  const byKind = new Map(all.map((one) => [one.kind, one]));
  return (kind) => {
    const found = byKind.get(kind);
    if (found === undefined) throw experimentErrors.error('no_subject');
    return found;
  };
}

/** Throws `experiments.no_subject`. */
export async function mustFindTested(ctx: Ctx, subject: ExperimentSubject, id: string): Promise<Tested> {
  const found = (await subject.find(ctx, [id])).get(id);
  if (found === undefined) throw experimentErrors.error('no_subject');
  return found;
}
