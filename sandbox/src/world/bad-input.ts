/** A wrong request to the sandbox's own JSON API; `message` is for a person, in Chinese. */
export class BadInput extends Error {
  readonly status: number;

  constructor(message: string, status = 400) {
    super(message);
    this.status = status;
  }
}
