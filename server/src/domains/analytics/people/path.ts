import { joinWords, words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { people } from '../../../platform/people/people.ts';
import { personsOfPaths } from '../paths.ts';
import { nodeText, pathFields, pathsAsked, pathsForm } from '../reports/paths.ts';

const noFacts = { declared: new Map() };

/** Who came to a node of a path, or went from it to the next. */
export const pathPeople = people({
  name: 'analytics.path',
  can: 'analytics.read',
  form: form({
    fields: [
      ...pathFields,
      { key: 'step', label: words('第几步', 'Step'), kind: 'count', min: 1, max: 10, initial: 1 },
      { key: 'at', label: words('节点', 'Node'), kind: 'text', max: 500, optional: true },
      { key: 'next', label: words('下一个节点', 'Next node'), kind: 'text', max: 500, optional: true },
    ],
    problem: ({ step, at: _at, next: _next, ...path }) =>
      step < path.depth
        ? (pathsForm.problem?.(path) ?? null)
        : { at: 'step', words: words('路径没有这一步', 'The paths have no such step') },
    sentence: ({ step, at, next, ...path }) => {
      const whole = pathsForm.sentence(path, () => null);
      const walked = [at, next].flatMap((node) => (node === null ? [] : [nodeText(noFacts, path, node)]));
      const way = joinWords(path.direction === 'from' ? walked : walked.reverse(), words(' → ', ' → '));
      return words(
        `${whole.zh}：第 ${step} 步${way.zh && `「${way.zh}」`}的人`,
        `${whole.en}: step ${step}${way.en && `, “${way.en}”`}`,
      );
    },
  }),
  async persons(ctx, { step, at, next, ...path }) {
    return personsOfPaths(ctx, pathsAsked(path), { step, from: at, to: next });
  },
});
