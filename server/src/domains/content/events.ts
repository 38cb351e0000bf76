import { words } from '@huoshui/contracts/words';
import { Type } from '@sinclair/typebox';
import { fact } from '../../platform/facts.ts';

/** Whoever takes it back and likes it again has liked it twice. */
export const articleLiked = fact(
  'article.liked',
  Type.Object({ memberId: Type.String(), articleId: Type.String(), title: Type.String() }),
  {
    words: words('点赞内容', 'Liked an article'),
    tell: ({ articleId, title }) => ({
      side: 'act',
      title: words(`点赞「${title}」`, `Liked “${title}”`),
      link: { kind: 'article', id: articleId },
    }),
  },
);
