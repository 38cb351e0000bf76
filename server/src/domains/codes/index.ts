// codes owns the codes in the world: what each carries, who came by it, and what that was worth.
export { codes } from './carried.ts';
export { sceneOfKind } from './scene.ts';
export { printFont } from './sheets/print-font.ts';
export { escaped } from './sheets/words-picture.ts';
