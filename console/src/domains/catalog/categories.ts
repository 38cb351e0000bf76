import { useQuery } from '@tanstack/react-query';
import { type Answer, api } from '../../ground/api.ts';

type Category = Answer<'GET /api/admin/categories'>['items'][number];

export function useCategories() {
  return useQuery({ queryKey: ['categories'], queryFn: async () => api('GET /api/admin/categories') });
}

/** Categories as a tree, in the shop's order. */
export function categoryTree(
  categories: readonly Category[],
  parentId: string | null = null,
): { value: string; title: string; children: ReturnType<typeof categoryTree> }[] {
  return categories
    .filter((category) => category.parentId === parentId)
    .sort((a, b) => a.sort - b.sort)
    .map(({ id, name }) => ({ value: id, title: name, children: categoryTree(categories, id) }));
}
