export { api } from './client.ts';
export { shopNow } from './clock.ts';
export { ApiFailure, sayFailure } from './failure.ts';
export { uuid } from './ids.ts';
export type { Answer, Input, Route } from './routes.ts';
export { keepToken, noteArrival } from './session.ts';
export { type Loaded, useLoad } from './use-load.ts';
export { usePages } from './use-pages.ts';
export { type Shop, useShop } from './use-shop.ts';
