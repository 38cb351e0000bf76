// journeys owns what happens to a shopper by itself: definitions and versions, who is where, playbooks, and the uplift.
export { PLAYBOOKS } from './playbook.ts';
