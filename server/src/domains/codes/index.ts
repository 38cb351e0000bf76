// codes owns the codes in the world: what each carries, who came by it, and what that was worth.
export { codes } from './carried.ts';
