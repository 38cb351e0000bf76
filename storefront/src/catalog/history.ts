import { storage } from '../wx/storage.ts';

const key = 'search-history';
const kept = 12;

/** Words she searched for, newest first. */
export async function searchHistory(): Promise<readonly string[]> {
  const found = await storage.read(key);
  return Array.isArray(found) ? found.filter((word) => typeof word === 'string') : [];
}

export async function rememberSearch(word: string): Promise<readonly string[]> {
  const words = [word, ...(await searchHistory()).filter((one) => one !== word)].slice(0, kept);
  await storage.write(key, words);
  return words;
}

export async function forgetSearches(): Promise<void> {
  await storage.remove(key);
}
