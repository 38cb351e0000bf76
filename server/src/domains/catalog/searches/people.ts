import { words } from '@huoshui/contracts/words';
import { searchOutcome } from '@huoshui/contracts/words/catalog';
import { form } from '../../../platform/form/form.ts';
import { people } from '../../../platform/people/people.ts';
import { personsWhoSearched } from './searched.ts';

/** Who searched for a word. */
export const searchPeople = people({
  name: 'catalog.searched',
  can: 'catalog.read',
  form: form({
    fields: [
      { key: 'word', label: words('搜索词', 'Word'), kind: 'text', max: 30 },
      { key: 'outcome', label: words('结果', 'Outcome'), kind: 'choice', options: optionsOf() },
      { key: 'days', label: words('最近', 'Last'), kind: 'count', min: 1, max: 90, unit: words('天', 'days') },
    ],
    sentence: ({ word, outcome, days }) => {
      const how = outcome === 'missed' ? words('没有结果', 'found nothing') : words('有结果', 'found something');
      return words(`最近 ${days} 天搜「${word}」${how.zh}的人`, `Who searched “${word}” in ${days} days and ${how.en}`);
    },
  }),
  persons: async (ctx, { word, outcome, days }) => personsWhoSearched(ctx, { word, found: outcome === 'found', days }),
});

function optionsOf() {
  return [
    { value: 'missed', label: searchOutcome.missed },
    { value: 'found', label: searchOutcome.found },
  ] as const;
}
