// rehearsals owns what a journey would do, played beforehand: simulated shoppers fitted from the shop, in scratch databases of their own.
export { askRehearsal } from './ask.ts';
export { readRehearsal } from './present.ts';
