import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { operatorErrors } from './errors.ts';

// argon2id with OWASP's parameters: 19 MiB, two passes. It runs in the thread pool, about 30 ms.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** `field` is where the form has it. */
export async function hashPassword(password: string, login: string, field = 'password'): Promise<string> {
  if (password.toLowerCase() === login.toLowerCase()) throw operatorErrors.error('password_is_login', { field });
  return hash(password, cost);
}

let nobodys: Promise<string> | null = null;

/** Whether the password is the account's. Without an account it takes as long and says no: a stranger learns no logins. */
export async function isPassword(passwordHash: string | null, password: string): Promise<boolean> {
  nobodys ??= hash(randomBytes(16), cost);
  const matches = await verify(passwordHash ?? (await nobodys), password);
  return matches && passwordHash !== null;
}
