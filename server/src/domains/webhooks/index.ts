// webhooks owns what systems outside of the shop are told: addresses with the keys of their signatures, and each delivery.
export { cancelDeliveries, queueDeliveries } from './queue.ts';
