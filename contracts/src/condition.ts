import type { Draft } from './form.ts';

/**
 * Who is meant: one kind of condition with its values (fields by `GET /api/admin/conditions`), or others joined by all, any
 * or not. Plain data, as it is saved and sent.
 */
export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | { readonly kind: string; readonly values: Draft };
