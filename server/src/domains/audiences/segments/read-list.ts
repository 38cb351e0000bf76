import { type Words, words } from '@huoshui/contracts/words';
import type { Ctx } from '../../../platform/ctx.ts';
import { membersShown } from '../../members/index.ts';
import { audienceErrors } from '../errors.ts';

export type ListProblem = { readonly line: number; readonly text: string; readonly words: Words };
export type ReadList = {
  readonly lines: number;
  /** Person numbers, each once. */
  readonly persons: readonly number[];
  readonly unknown: number;
  readonly problems: readonly ListProblem[];
};

const MOST_LINES = 200_000;
/** So many are looked up at once; in between, others have their turn. Not measured beyond. */
const AT_ONCE = 2000;
const MOST_TOLD = 100;
const LONGEST_TOLD = 60;

const nameless = words('没有会员号、会员编号或手机号', 'No member ID, member number or phone in it');
const stranger = words('没有这位会员', 'No such member');

/**
 * Whom a list names, one a line: in the first cell that can be a member's ID, number or phone. A first line without any is its header.
 * @throws audiences.segment_list_long
 */
export async function readList(ctx: Ctx, text: string): Promise<ReadList> {
  const lines = text.split(/\r\n?|\n/).map((line, n) => ({ line: n + 1, text: line, name: nameIn(line) }));
  const said = lines.filter((one, n) => one.text.trim() !== '' && !(n === 0 && one.name === null));
  if (said.length > MOST_LINES) throw audienceErrors.error('segment_list_long', { most: MOST_LINES });
  const persons = new Set<number>();
  const problems: ListProblem[] = [];
  let unknown = 0;
  for (let from = 0; from < said.length; from += AT_ONCE) {
    const part = said.slice(from, from + AT_ONCE);
    const known = await membersShown.known(
      ctx,
      part.flatMap(({ name }) => name ?? []),
    );
    for (const { line, text, name } of part) {
      const person = name === null ? undefined : known.get(name);
      if (person !== undefined) persons.add(person);
      else {
        unknown += 1;
        if (problems.length < MOST_TOLD)
          problems.push({ line, text: text.trim().slice(0, LONGEST_TOLD), words: name === null ? nameless : stranger });
      }
    }
  }
  return { lines: said.length, persons: [...persons], unknown, problems };
}

/** Spreadsheets mark long digits that are a text by a tab or an apostrophe; Chinese keyboards write digits in full width. */
function nameIn(line: string): string | null {
  const cells = line
    .normalize('NFKC')
    .split(/[,;\t]/)
    .map((cell) => cell.replace(/^[\s"'`]+|[\s"'`]+$/g, ''));
  return cells.find((cell) => /^(mem_[0-9a-z]{26}|\+?\d[\d -]{0,18})$/.test(cell)) ?? null;
}
