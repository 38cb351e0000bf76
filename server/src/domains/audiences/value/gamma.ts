/** Below this the asymptotic series of Stirling is not exact to the last digits: the argument is carried up to it first. */
const LARGE = 12;

/** ln Γ(z), z > 0. Stirling's series (DLMF 5.11.1) after Γ(z) = Γ(z + n) ⁄ z(z + 1)…(z + n − 1); right to 13 digits. */
export function lnGamma(z: number): number {
  let carried = 0;
  let at = z;
  for (; at < LARGE; at += 1) carried += Math.log(at);
  const inverse = 1 / at;
  const square = inverse * inverse;
  const series = inverse * (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square / 1188))));
  return (at - 0.5) * Math.log(at) - at + 0.5 * Math.log(2 * Math.PI) + series - carried;
}

/** ψ(z) = d ln Γ(z) ⁄ dz, z > 0, the same way (DLMF 5.11.2). */
export function digamma(z: number): number {
  let carried = 0;
  let at = z;
  for (; at < LARGE; at += 1) carried += 1 / at;
  const square = 1 / (at * at);
  const series = square * (1 / 12 - square * (1 / 120 - square * (1 / 252 - square * (1 / 240 - square * (1 / 132)))));
  return Math.log(at) - 0.5 / at - series - carried;
}
