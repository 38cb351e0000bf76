/** A function at a point, and its slope there. */
export type Sloped = { readonly value: number; readonly slope: readonly number[] };
/** May let others go on in between: of a million customers one look takes a while. */
export type Smooth = (at: readonly number[]) => Promise<Sloped>;
export type Lowest = { readonly at: readonly number[]; readonly value: number; readonly found: boolean };

const STEPS = 200;
/** Of the slope beside the value; it says the numbers to seven digits. */
const FLAT = 1e-7;
/** Where no step goes down any more, this is flat enough. */
const NEARLY = 1e-5;
/** Below this a difference of two values is what adding up left over. */
const NOISE = 1e-13;

/**
 * The lowest point of a smooth function of a few numbers, from a guess: quasi-Newton of Broyden, Fletcher, Goldfarb and
 * Shanno with the step halved until it goes down enough (Nocedal and Wright, Numerical Optimization, 6.1 and 3.1). `found` is
 * false where it ended without a flat place: the data say little about some direction.
 */
export async function minimise(f: Smooth, guess: readonly number[]): Promise<Lowest> {
  let at = guess;
  let here = await f(at);
  let inverse = identity(at.length);
  for (let step = 0; step < STEPS; step += 1) {
    if (isFlat(here)) return { at, value: here.value, found: true };
    let direction = times(inverse, here.slope).map((one) => -one);
    if (dot(direction, here.slope) >= 0) {
      inverse = identity(at.length);
      direction = here.slope.map((one) => -one);
    }
    const next = await goDown(f, at, here, direction);
    if (next === null) return { at, value: here.value, found: isFlat(here, NEARLY) };
    inverse = curved(inverse, less(next.at, at), less(next.there.slope, here.slope));
    at = next.at;
    here = next.there;
  }
  return { at, value: here.value, found: false };
}

const scaleOf = ({ value }: Sloped): number => Math.max(1, Math.abs(value));
const isFlat = (here: Sloped, flat = FLAT): boolean => here.slope.every((one) => Math.abs(one) <= flat * scaleOf(here));

async function goDown(f: Smooth, at: readonly number[], here: Sloped, direction: readonly number[]) {
  const steep = dot(direction, here.slope);
  // Never further than e² at once: the numbers are logarithms.
  const longest = Math.max(...direction.map(Math.abs));
  for (let length = Math.min(1, 2 / longest); length > 1e-6; length /= 2) {
    const there = at.map((one, n) => one + length * (direction[n] ?? 0));
    const found = await f(there);
    if (found.value <= here.value + 1e-4 * length * steep + NOISE * scaleOf(here)) return { at: there, there: found };
  }
  return null;
}

type Matrix = readonly (readonly number[])[];

/** What the step taught about the curvature; nothing where it bends the wrong way. */
function curved(inverse: Matrix, step: readonly number[], change: readonly number[]): Matrix {
  const along = dot(step, change);
  if (along <= 1e-14) return inverse;
  const turned = times(inverse, change);
  const weight = (1 + dot(change, turned) / along) / along;
  return inverse.map((row, i) =>
    row.map(
      (one, j) =>
        one +
        weight * (step[i] ?? 0) * (step[j] ?? 0) -
        ((turned[i] ?? 0) * (step[j] ?? 0) + (step[i] ?? 0) * (turned[j] ?? 0)) / along,
    ),
  );
}

const identity = (size: number): Matrix =>
  Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_, j) => (i === j ? 1 : 0)));
const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, one, n) => sum + one * (b[n] ?? 0), 0);
const times = (matrix: Matrix, vector: readonly number[]): number[] => matrix.map((row) => dot(row, vector));
const less = (a: readonly number[], b: readonly number[]): number[] => a.map((one, n) => one - (b[n] ?? 0));
