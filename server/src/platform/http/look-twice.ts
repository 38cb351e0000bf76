/** PostgreSQL's unique and foreign keys, and two transactions that waited for each other. */
const OVERTAKEN = new Set(['23505', '23503', '40P01', '40001']);

/**
 * A write whose transaction was taken back because another came between its look and its own row is done once more: its look
 * then sees what is there, and refuses that in its own words. What meets the same again is a fault of ours.
 */
export async function lookTwice<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!(error instanceof Error) || !OVERTAKEN.has(String(Reflect.get(error, 'code')))) throw error;
    return write();
  }
}
