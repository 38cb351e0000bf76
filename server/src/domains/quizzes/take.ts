import type { RouteOut } from '@huoshui/contracts/contract';
import type { quizContract } from '@huoshui/contracts/quizzes';
import { words } from '@huoshui/contracts/words';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { leading } from '../accounts/index.ts';
import type { HoldsNow } from '../audiences/index.ts';
import type { BenefitKinds } from '../benefits/index.ts';
import { tags } from '../members/index.ts';
import {
  beginEntry,
  type Entry,
  findEntry,
  finishEntry,
  type Given,
  type Her,
  holdEntry,
  noteTold,
} from './entries.ts';
import { quizErrors } from './errors.ts';
import { quizFinished } from './events.ts';
import { giveGift } from './give.ts';
import { answersOf, conditionOfGift, conditionOfQuiz, resultOf, tagsOf } from './quiz.ts';
import { mustFindQuiz, type Quiz } from './quizzes.ts';

type View = RouteOut<(typeof quizContract)['POST /api/shop/quizzes/:id/visits']>;
type Gift = NonNullable<View['gift']>;
export type Ports = { readonly kinds: BenefitKinds; readonly holds: HoldsNow };

/** She opens it: the questions, or how hers ended. Who opens it the first time has started. Throws `quizzes.not_found`. */
export async function visitQuiz(ctx: Ctx, ports: Ports, her: Her, id: string): Promise<View> {
  const quiz = await mustFindQuiz(ctx, id);
  const entry = await findEntry(ctx, quiz, her);
  const finished = entry !== null && entry.result !== null;
  if (quiz.archivedAt !== null && !finished) throw quizErrors.error('not_found', { id });
  if (entry === null) await beginEntry(ctx, quiz, her);
  return finished ? tell(ctx, ports, quiz, her, entry) : ask(ctx, ports, quiz, her);
}

/** Once: what she answered first stays. Throws `quizzes.not_found`, `quizzes.answers`. */
export async function finishQuiz(
  ctx: Ctx,
  ports: Ports,
  her: Her,
  id: string,
  answers: readonly number[],
): Promise<View> {
  const quiz = await mustFindQuiz(ctx, id);
  if (quiz.archivedAt !== null) throw quizErrors.error('not_found', { id });
  const result = resultOf(quiz.values, answers);
  const said = result === null ? undefined : quiz.values.results[result];
  if (result === null || said === undefined) throw quizErrors.error('answers');
  await inTransaction(ctx, async (ctx) => {
    await beginEntry(ctx, quiz, her);
    const { title, text, gift } = said;
    const { first, tester } = await finishEntry(ctx, quiz, her, { answers, result, said: { title, text, gift } });
    if (!first) return;
    await leading.arrived(ctx, { kind: 'quiz', toId: id, unionid: null, personNo: her.personNo, at: ctx.now() });
    for (const tag of tagsOf(quiz.values, answers, result))
      await tags.give(ctx, [her], tag, 'quiz', {
        kind: 'quiz',
        id,
        label: words(`趣味测试「${quiz.name}」`, `Quiz “${quiz.name}”`),
      });
    if (!tester)
      ctx.emit(quizFinished, {
        personNo: her.personNo,
        payload: { memberId: her.memberId, quizId: id, name: quiz.name, result: title },
      });
  });
  return visitQuiz(ctx, ports, her, id);
}

function askedOf({ title, intro, questions }: Quiz['values']) {
  return {
    title,
    intro: intro ?? '',
    questions: questions.map((one) => ({ text: one.text, answers: [...answersOf(one)] })),
  };
}

/** The questions; who could have a gift reads that there is one. */
async function ask(ctx: Ctx, ports: Ports, quiz: Quiz, her: Her): Promise<View> {
  const promises =
    quiz.values.results.some(({ gift }) => gift !== null) &&
    (await isFor(ctx, ports, conditionOfGift(quiz.values), her));
  return { ...askedOf(quiz.values), outcome: 'open', promises, result: null, gift: null, missing: null };
}

/**
 * How hers ended, once she may hear it. The gift is hers as soon as she has finished, whatever is missing before she is told: nobody is lured
 * to follow by it. Conditions are asked before her entry is held.
 */
async function tell(ctx: Ctx, ports: Ports, quiz: Quiz, her: Her, entry: Entry): Promise<View> {
  const { values } = quiz;
  const entitled = entry.toldAt !== null || (await isFor(ctx, ports, conditionOfQuiz(values), her));
  const said = entry.resultSaid ?? { title: '', text: '', gift: null };
  const gift = giftNow(quiz, entry);
  const owed = gift !== null && quiz.archivedAt === null && (await isFor(ctx, ports, conditionOfGift(values), her));
  const shown =
    entry.toldAt !== null && !owed
      ? keptGift(entry)
      : await inTransaction(ctx, async (ctx): Promise<Gift | null> => {
          const held = (await holdEntry(ctx, quiz, her)) ?? entry;
          if (held.toldAt === null) await noteTold(ctx, held, entitled);
          if (!owed || gift === null || held.gift === 'given') return keptGift(held);
          const done = await giveGift(ctx, ports.kinds, quiz, her, { entry: held, gift });
          return 'given' in done ? shownGift(done.given) : { state: 'refused', given: [], trouble: done.trouble };
        });
  const asked = { ...askedOf(values), promises: false };
  if (!entitled) return { ...asked, outcome: 'locked', result: null, gift: shown, missing: await missing(ctx, quiz) };
  const { title, text } = said;
  return { ...asked, outcome: 'told', result: { title, text }, gift: shown, missing: null };
}

/** What she is still to be given: what her result said, and where that could not be given what the quiz gives now. */
function giftNow({ values }: Quiz, { gift, result, resultSaid }: Entry): string | null {
  if (gift === 'given') return null;
  const now = result === null ? undefined : values.results[result]?.gift;
  return gift === 'refused' ? (now ?? null) : (resultSaid?.gift ?? null);
}

function keptGift({ gift, giftSaid }: Entry): Gift | null {
  if (gift === null || giftSaid === null) return null;
  return 'zh' in giftSaid ? { state: 'refused', given: [], trouble: giftSaid } : shownGift(giftSaid);
}

function shownGift(given: readonly Given[]): Gift {
  return { state: 'given', given: given.map((one) => ({ ...one })), trouble: null };
}

/** A condition that cannot be asked (its segment is gone) holds for nobody; the quiz is there all the same. */
async function isFor(
  ctx: Ctx,
  { holds }: Ports,
  condition: ReturnType<typeof conditionOfQuiz>,
  { personNo }: Her,
): Promise<boolean> {
  if (condition === null) return true;
  try {
    return await holds(ctx, condition, personNo);
  } catch (error) {
    ctx.log.warn({ err: error }, 'whom a quiz is for cannot be asked');
    return false;
  }
}

/** What she is to do first, and where: the code of the account, or the page of the contact way. */
async function missing(ctx: Ctx, { values, codeId }: Quiz): Promise<NonNullable<View['missing']>> {
  const { otherwise, leads, account, contact } = values;
  const text = otherwise ?? '';
  if (leads === 'contact_way')
    return {
      text,
      account: null,
      picture: null,
      page: `scrm/pages/contact?${new URLSearchParams({ id: contact ?? '' })}`,
    };
  if (account === null) return { text, account: null, picture: null, page: null };
  return { text, ...(await leading.shown(ctx, account, codeId)), page: null };
}
