import { words } from '@huoshui/contracts/words';
import { Type } from '@sinclair/typebox';
import { fact } from '../../platform/facts.ts';

/**
 * An event of a shopper's phone that somebody waits for, told to listeners; the event itself stands in the event store already.
 * Properties are what filters know them by. `late`: it came more than a day after it happened.
 */
export const eventHeard = fact(
  'event.heard',
  Type.Object({
    event: Type.String(),
    properties: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean()])),
    late: Type.Boolean(),
  }),
  { words: words('等到的行为', 'An event that was waited for') },
);
