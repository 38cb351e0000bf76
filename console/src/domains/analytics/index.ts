// What other domains may use of reports: one of theirs at a place of its own.
export { NamedReport } from './report-page.tsx';
