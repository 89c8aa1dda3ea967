/** People of the made-up community; their sign-ins are printed by `make run`. */
export const people = {
  member: { email: "minato@demo.example", password: "assemble-demo" },
  coach: { email: "kitagawa@demo.example", password: "assemble-demo" },
  host: { email: "mizuno@demo.example", password: "assemble-demo" },
  admin: { email: "satomi@demo.example", password: "assemble-demo" },
} as const;

export type Who = keyof typeof people;
