import type { PageKind } from './ports.ts';

export const EVERYWHERE: readonly PageKind[] = ['home', 'me', 'product', 'category', 'activity', 'free'];
/** Pages that have nothing above or below of their own. */
export const WHOLE: readonly PageKind[] = ['home', 'free'];
