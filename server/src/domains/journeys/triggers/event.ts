import { words } from '@huoshui/contracts/words';
import { KeyOfPropertyKeys, Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { payloadOf } from '../../../platform/facts.ts';
import { form } from '../../../platform/form/form.ts';
import { eventHeard } from '../../analytics/events.ts';
import {
  awaitedOf,
  type Happenings,
  happeningFields,
  happeningProblem,
  happeningsHeard,
  happeningWords,
  isMeant,
  isNews,
} from '../happenings.ts';
import { trigger } from '../trigger.ts';

/** What messages may say of it. */
const CONTEXT = ['orderId', 'number', 'productId', 'product', 'categoryId', 'name', 'app', 'page'];

/** Anything that happens to her: what her phone tells, and every fact of the shop. */
export const event = (happenings: Happenings) =>
  trigger({
    kind: 'event',
    words: words('发生某个行为', 'Something happens'),
    form: form({
      fields: happeningFields,
      problem: happeningProblem,
      sentence: (values, names) => happeningWords(values, names('event', values.event)),
    }),
    get on() {
      return happeningsHeard(happenings);
    },
    knows: [],
    mayKnow: CONTEXT,
    canKnow({ event }) {
      const told = happenings().find(({ type }) => type === event);
      // What phones tell may say anything of what they declare nowhere.
      if (!told) return CONTEXT;
      const says: readonly PropertyKey[] = KeyOfPropertyKeys(told.schema);
      return CONTEXT.filter((name) => says.includes(name));
    },
    awaits: awaitedOf,
    entrantOf(values, told) {
      if (!isMeant(values, told) || !isNews(told)) return null;
      const heard = payloadOf(eventHeard, told);
      const said = happeningWords({ ...values, where: [] }, null);
      return {
        memberId: '',
        because: words(`发生${said.zh}`, `${said.en} happened`),
        context: contextOf(heard?.properties ?? told.payload),
      };
    },
  });

const Texts = Type.Record(Type.String(), Type.Unknown());
/** What messages may say of it: what is plain of it, shortly. */
function contextOf(properties: unknown): Readonly<Record<string, string>> {
  if (!Value.Check(Texts, properties)) return {};
  return Object.fromEntries(
    Object.entries(properties).flatMap(([key, value]) =>
      CONTEXT.includes(key) && typeof value === 'string' && value !== '' ? [[key, value.slice(0, 100)]] : [],
    ),
  );
}
