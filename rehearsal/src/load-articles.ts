import path from 'node:path';
import type { Api } from './api.ts';
import { demoArticles } from './shop/articles.ts';

type Given = {
  readonly products: ReadonlyMap<string, string>;
  readonly upload: (file: string) => Promise<string>;
};

/** What the shop has written, published one after the other; home shows it by itself. */
export async function loadArticles(api: Api, cookie: string, { products, upload }: Given): Promise<void> {
  const idOf = (key: string) => products.get(key) ?? '';
  for (const { recipe, cover, body, ...article } of demoArticles) {
    const values = {
      ...article,
      kind: recipe === undefined ? 'article' : 'recipe',
      cover: await upload(path.join('products', cover)),
      body: body.map((part) => (part.kind === 'products' ? { ...part, products: part.products.map(idOf) } : part)),
      ...(recipe === undefined
        ? {}
        : {
            ...{ minutes: recipe.minutes, servings: recipe.servings },
            ingredients: recipe.ingredients.map(({ name, amount, product }) => ({
              ...{ name, amount, product: product === undefined ? null : idOf(product) },
            })),
            steps: recipe.steps.map((text) => ({ text, picture: null })),
          }),
    };
    const { id, saves } = await api('POST /api/admin/articles', { cookie, body: { values } });
    await api('POST /api/admin/articles/:id/publication', { cookie, params: { id }, body: { saves } });
  }
}
