export type Place = { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
export type Move = 'left' | 'right' | 'up' | 'down' | 'wider' | 'narrower' | 'taller' | 'lower';
export const moves: readonly Move[] = ['left', 'right', 'up', 'down', 'wider', 'narrower', 'taller', 'lower'];

const COLUMNS = 12;
const [LEAST_WIDTH, LEAST_HEIGHT, MOST_HEIGHT] = [3, 3, 16];

/** What a key does that a mouse would do by dragging: one step, within the grid. */
export function moved(place: Place, move: Move): Place {
  const { x, y, w, h } = place;
  switch (move) {
    case 'left':
      return { ...place, x: Math.max(0, x - 1) };
    case 'right':
      return { ...place, x: Math.min(COLUMNS - w, x + 1) };
    case 'up':
      return { ...place, y: Math.max(0, y - 1) };
    case 'down':
      return { ...place, y: y + 1 };
    case 'wider':
      return w === COLUMNS ? place : { ...place, x: Math.min(x, COLUMNS - w - 1), w: w + 1 };
    case 'narrower':
      return w <= LEAST_WIDTH ? place : { ...place, w: w - 1 };
    case 'taller':
      return { ...place, h: Math.min(MOST_HEIGHT, h + 1) };
    case 'lower':
      return h <= LEAST_HEIGHT ? place : { ...place, h: h - 1 };
  }
}

/** Nobody stands on another: whom the moved one meets goes below it, from the top down. */
export function settled<T extends Place & { readonly id: string }>(tiles: readonly T[], first: string): readonly T[] {
  const order = tiles.toSorted((a, b) => Number(b.id === first) - Number(a.id === first) || a.y - b.y || a.x - b.x);
  const standing: T[] = [];
  for (const tile of order) {
    let placed = tile;
    for (
      let below = standing.find((other) => meets(other, placed));
      below;
      below = standing.find((other) => meets(other, placed))
    )
      placed = { ...placed, y: below.y + below.h };
    standing.push(placed);
  }
  return standing.toSorted((a, b) => a.y - b.y || a.x - b.x);
}

const meets = (a: Place, b: Place): boolean => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
