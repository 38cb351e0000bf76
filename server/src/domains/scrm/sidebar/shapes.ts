import type { RouteIn, RouteOut } from '@huoshui/contracts/contract';
import type { sidebarContract } from '@huoshui/contracts/sidebar';

type Contract = typeof sidebarContract;

export type In<K extends keyof Contract> = RouteIn<Contract[K]>;
export type Out<K extends keyof Contract> = RouteOut<Contract[K]>;
