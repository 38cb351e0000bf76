import { NamedReport } from './report-page.tsx';

// Reports with a place of their own in the navigation, drawn from what the server says of them.

export function EventsReport() {
  return <NamedReport name="analytics.events" />;
}

export function PathsReport() {
  return <NamedReport name="analytics.paths" />;
}

export function ActivityReport() {
  return <NamedReport name="analytics.activity" />;
}

export function SpreadReport() {
  return <NamedReport name="analytics.spread" />;
}

export function IntervalReport() {
  return <NamedReport name="analytics.interval" />;
}

export function TouchesReport() {
  return <NamedReport name="analytics.touches" />;
}
