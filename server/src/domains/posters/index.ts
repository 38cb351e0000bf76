// posters owns what a poster looks like, and the code that is somebody's own on it.
export type { MakePoster } from './personal.ts';
