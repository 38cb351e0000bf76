/** A friendship of a customer with a member of staff. */
export type Friend = {
  readonly id: string;
  readonly userid: string;
  readonly externalUserid: string;
  readonly addedAt: Date;
  readonly contactWayId: string | null;
};

/** As it is kept. */
export type KeptFriend = Friend & {
  readonly endedAt: Date | null;
  /** The look that last changed it. */
  readonly looked: number;
  /** Null until they were first seen. */
  readonly remark: string | null;
  readonly tagIds: readonly string[] | null;
};
