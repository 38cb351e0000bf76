// What other domains show of pages.
export { BlockVersions } from './block-versions.tsx';
