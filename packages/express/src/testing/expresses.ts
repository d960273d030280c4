import express5 from 'express'
import express4 from 'express4'
import express418 from 'express418'

export type Express = typeof express5

/** Whose app, and whose router in it. The last pair is what a monorepo with two versions ends up with. */
export const expresses: ReadonlyArray<{ name: string; appOf: Express; routerOf: Express }> = [
  { name: 'Express 5', appOf: express5, routerOf: express5 },
  { name: 'Express 4', appOf: express4, routerOf: express4 },
  { name: 'Express 4.18', appOf: express418, routerOf: express418 },
  { name: "Express 5's router in an Express 4 app", appOf: express4, routerOf: express5 },
  { name: "Express 4's router in an Express 5 app", appOf: express5, routerOf: express4 },
]
