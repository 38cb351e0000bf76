import { go } from '../ui/navigate.ts';
import { pages } from '../ui/pages.ts';
import { chooseCategory } from './chosen-category.ts';

/** Where a code, a pop-up or a slot leads, as the shop names it. */
type Lead = { readonly page: string; readonly id: string | null; readonly entry?: string | null };

export function leadTo(lead: Lead): void {
  const path = pathTo(lead);
  if (path === null) return;
  if (lead.page === 'category' && lead.id !== null) chooseCategory(lead.id);
  go(path);
}

/** Null: nowhere else than where she is. */
function pathTo({ page, id, entry = null }: Lead): string | null {
  switch (page) {
    case 'product':
      return id === null ? null : `${pages.product}?id=${id}`;
    case 'category':
      return pages.category;
    case 'store':
      return id === null ? null : `${pages.store}?id=${id}`;
    case 'article':
      return id === null ? null : `${pages.article}?id=${id}`;
    case 'quiz':
      return id === null ? null : `${pages.quiz}?id=${id}`;
    case 'activity':
      return id === null ? null : `${pages.activity}?id=${id}${entry === null ? '' : `&entry=${entry}`}`;
    case 'leader':
      return entry === null ? null : `${pages.neighbour}?l=${entry}`;
    case 'page':
      return id === null ? null : `${pages.page}?id=${id}`;
    case 'coupons':
      return pages.coupons;
    case 'check_in':
      return pages.checkIn;
    case 'points':
      return pages.points;
    case 'cards':
      return pages.cards;
    case 'contact':
      return id === null ? null : `${pages.contact}?id=${id}`;
    case 'group':
      return id === null ? null : `${pages.group}?id=${id}`;
    default:
      return null;
  }
}
