import { words } from '@huoshui/contracts/words';
import { type Belonging, rowsOfHers } from '../../platform/belongings.ts';

/** What moves with a person when two records become one. */
export const runBelonging: Belonging = rowsOfHers({
  name: 'runs',
  words: words('旅程记录', 'Journey runs'),
  table: 'journeys.run',
  by: 'person_no',
});
