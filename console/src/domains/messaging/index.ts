// What other domains may use of messaging: what one member was sent.
export { OutboundOf } from './outbound-list.tsx';
