const password = "demo-assemble";

/** People of the made-up community; `make run` prints them. */
export const people = {
  member: { email: "minato@demo.example", password },
  /** Came into the room that is open tonight. */
  guest: { email: "haruka@demo.example", password },
  coach: { email: "kitagawa@demo.example", password },
  host: { email: "mizuno@demo.example", password },
  admin: { email: "satomi@demo.example", password },
} as const;

/** A member who reads English. */
export const reader = { email: "mika@demo.example", password };

export type Who = keyof typeof people;
