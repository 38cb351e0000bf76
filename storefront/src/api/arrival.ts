import { api } from './client.ts';
import { arrivalToTell, noteArrival } from './session.ts';

let told = '';

/**
 * What brought her is told at every show: known members are not signed in anew. The same way again is told once while the
 * mini program lives, unless a link or a code carried a mark.
 */
export function arriveBy(latest: Parameters<typeof noteArrival>[0]): void {
  noteArrival(latest);
  const arrival = arrivalToTell();
  if (arrival === null || (arrival.source === '' && arrival.scene === told)) return;
  told = arrival.scene;
  // Nothing on the page waits for it, and whoever cannot be reached hears it at the next show.
  api('PUT /api/shop/arrival', { body: arrival }).catch(() => {
    told = '';
  });
}
