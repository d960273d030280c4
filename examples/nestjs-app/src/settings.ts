const { env } = process

export const port = (): number => Number(env.PORT ?? 3000)

/** Where browsers reach the shop: OVO's pages lead back to it. */
export const publicUrl = (): string => env.PUBLIC_URL ?? `http://127.0.0.1:${port()}`

/** A JSON file with what OVO has handed over; without one a simulator plays OVO. */
export const credentialsFile = (): string | undefined => env.OVO_CREDENTIALS

/** For orders and payments where there is no `DATABASE_URL`. `null`: in memory, since the simulator forgets, too. */
export const dataFolder = (): string | null => env.DATA_FOLDER ?? (credentialsFile() === undefined ? null : './data')
