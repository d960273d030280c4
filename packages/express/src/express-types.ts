// biome-ignore-all lint/suspicious/noTsIgnore: the error exists only where `@types/express` does not

/** @ts-ignore Express's own where `@types/express` is installed, and `any` where it is not: JavaScript needs no types. */
export type Request = import('express').Request
/** @ts-ignore As above. */
export type Router = import('express').Router
