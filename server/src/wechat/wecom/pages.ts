import { type JsonObject, objectsAt, textOrNull } from '../json.ts';

export type Post = (path: string, body: JsonObject, repeatable?: boolean) => Promise<JsonObject>;

/** All rows of a list that is told page by page, by its cursor. */
export async function allPages(
  post: Post,
  path: string,
  body: JsonObject,
  list: string,
): Promise<readonly JsonObject[]> {
  const rows: JsonObject[] = [];
  let cursor: string | null = null;
  do {
    const answer: JsonObject = await post(path, cursor === null ? body : { ...body, cursor });
    rows.push(...objectsAt(answer, list));
    cursor = textOrNull(answer, 'next_cursor') || null;
  } while (cursor !== null);
  return rows;
}
