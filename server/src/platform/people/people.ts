import type { Field, ValuesOf } from '@huoshui/contracts/form';
import type { MemberRow } from '@huoshui/contracts/members';
import type { Permission } from '@huoshui/contracts/words/permissions';
import type { Static } from '@sinclair/typebox';
import type { Ctx } from '../ctx.ts';
import type { PersonSet } from '../event-store/person-set.ts';
import type { Form } from '../form/form.ts';
import type { Cells } from '../table-file.ts';

/**
 * Whom a number counts: the question as a form, whose sentence heads the page, and the persons themselves. It is asked of
 * the very statement that counts the number, so that both say the same; page, file and route come from this object.
 */
export type People<Fields extends readonly Field[] = readonly Field[]> = {
  /** `audiences.stage`: domain and word. */
  readonly name: string;
  /** As for the number. Who may not see members does not see them here either. */
  readonly can: Extract<Permission, `${string}.read`>;
  readonly form: Form<Fields>;
  /** A set in the event store, or numbers that are known here. */
  persons(ctx: Ctx, values: ValuesOf<Fields>): Promise<PersonSet | readonly number[]>;
};

/** Keeps the exact fields, so that `persons` knows each value by its type. */
export function people<const Fields extends readonly Field[]>(definition: People<Fields>): People<Fields> {
  return definition;
}

type Row = Static<typeof MemberRow>;

/** How members are shown, by the domain that owns them: of these persons, the members among them. */
export type MembersShown = {
  /** Those whom the words find, newest first. */
  readonly find: (
    ctx: Ctx,
    asked: {
      readonly among: readonly number[];
      readonly q: string;
      readonly cursor?: string | undefined;
      readonly limit?: number | undefined;
    },
  ) => Promise<{ items: Row[]; nextCursor: string | null; total?: number; andMore?: true }>;
  /** All of them, newest first. */
  readonly show: (ctx: Ctx, among: readonly number[]) => Promise<Row[]>;
  readonly count: (ctx: Ctx, among: readonly number[]) => Promise<number>;
  /** Rows of a file. */
  readonly file: (members: readonly Row[]) => Cells;
};
