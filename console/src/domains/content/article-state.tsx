import { articleState } from '@huoshui/contracts/words/content';
import { StateTag, type Tone } from '../../ui/state-tag.tsx';
import { useWords } from '../../ui/words.ts';
import type { Article } from './article-list.tsx';

export const toneOf: Readonly<Record<Article['state'], Tone>> = {
  draft: 'info',
  published: 'good',
  withdrawn: 'neutral',
};

export function ArticleState({ state }: Pick<Article, 'state'>) {
  const say = useWords();
  return <StateTag tone={toneOf[state]}>{say(articleState[state])}</StateTag>;
}
