/** In the place of Welcome in the mini program, where the phone is a real one (config/index.ts). */
export function Welcome() {
  return null;
}
