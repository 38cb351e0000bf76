import type { OpenMiniProgram } from './mini-program.ts';

/** One in so many who stand on home opens what the shop has written; of the readers every second taps goods, every third likes it. */
const READERS = 6;
const PAGE = 'content/pages/article';

/** She reads one of the articles that home shows her, to its end. What she does is drawn of her number and mood: whatever else she does stays as it was. */
export async function readArticle(
  program: OpenMiniProgram,
  { her, mood }: { readonly her: number; readonly mood: number },
): Promise<void> {
  if ((her + mood) % READERS !== 0) return;
  const home = await program.quietly(async () => program.ask('GET /api/shop/page', { query: { kind: 'home' } }));
  const shown = (home?.blocks ?? []).flatMap(({ content }) => (content.kind === 'articles' ? content.items : []));
  const id = shown[mood % Math.max(1, shown.length)]?.id;
  if (id === undefined) return;
  const article = await program.quietly(async () => program.ask('GET /api/shop/articles/:id', { params: { id } }));
  if (!article) return;
  const cooked = (article.recipe?.ingredients ?? []).flatMap(({ card }) => card ?? []);
  const goods = [...article.body.flatMap(({ items }) => items), ...cooked];
  const liked = mood % 2 === 0 ? goods[mood % Math.max(1, goods.length)] : undefined;
  program.track([
    { name: 'article_read', page: PAGE, props: { article: id, by: 'end' } },
    ...(liked === undefined
      ? []
      : [{ name: 'click', page: PAGE, productId: liked.id, props: { article: id, target: 'product' } }]),
  ]);
  if (mood % 3 === 0)
    await program.quietly(async () => program.ask('PUT /api/shop/articles/:id/like', { params: { id } }));
}
