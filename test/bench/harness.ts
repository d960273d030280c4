/** One line of a benchmark's table. */
export interface Figure {
  readonly name: string
  readonly value: string
  /** What must hold, in words, and whether it did. Left out for what is only shown beside it. */
  readonly bound?: { readonly says: string; readonly holds: boolean }
}

export interface Benchmark {
  readonly name: string
  readonly title: string
  run(): Promise<Outcome>
}

export interface Outcome {
  readonly figures: readonly Figure[]
  /** Shown under the table as it is, such as a query plan. */
  readonly attachment?: string
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  const [low = Number.NaN, high = Number.NaN] = [sorted[middle - 1], sorted[middle]]
  return sorted.length % 2 === 1 ? high : (low + high) / 2
}

/** Does a piece of work of about one size and says how many operations per second it came to. */
export type Heat = () => number | Promise<number>

export interface Race<Name extends string> {
  /** Operations per second, median of all rounds. */
  speed(name: Name): number
  /** How many times as fast `name` was as `other`: the median of the rounds' own ratios. */
  ratio(name: Name, other: Name): number
}

/**
 * Lets contestants run by turns, each round in another order, so that whatever else this machine does hits all of them
 * alike. The first round warms up and is not counted.
 */
export async function race<Name extends string>(
  contestants: Readonly<Record<Name, Heat>>,
  { rounds }: { readonly rounds: number },
): Promise<Race<Name>> {
  const names = Object.keys(contestants) as Name[]
  const results = new Map<Name, number[]>(names.map((name) => [name, []]))
  for (let round = 0; round <= rounds; round++) {
    const turn = round % names.length
    for (const name of [...names.slice(turn), ...names.slice(0, turn)]) {
      const speed = await contestants[name]()
      if (round > 0) results.get(name)?.push(speed)
    }
  }
  const of = (name: Name): readonly number[] => results.get(name) ?? []
  return {
    speed: (name) => median(of(name)),
    ratio: (name, other) => median(of(name).map((speed, round) => speed / (of(other)[round] ?? Number.NaN))),
  }
}

/** A heat of a synchronous function: as many calls as fit into that many milliseconds, counted in blocks. */
export function heat(run: () => unknown, { millis, block }: { readonly millis: number; readonly block: number }): Heat {
  return () => {
    const began = performance.now()
    let calls = 0
    let elapsed = 0
    do {
      for (let index = 0; index < block; index++) run()
      calls += block
      elapsed = performance.now() - began
    } while (elapsed < millis)
    return (calls / elapsed) * 1000
  }
}

/** A heat of `count` asynchronous tasks, `concurrency` of them at a time. */
export function crowd(
  task: () => Promise<unknown>,
  { count, concurrency }: { readonly count: number; readonly concurrency: number },
): () => Promise<number> {
  return async () => {
    const began = performance.now()
    let left = count
    const hand = async (): Promise<void> => {
      while (left-- > 0) await task()
    }
    await Promise.all(Array.from({ length: concurrency }, hand))
    return (count / (performance.now() - began)) * 1000
  }
}

export const atLeast = (value: number, bound: number, unit = ''): NonNullable<Figure['bound']> => ({
  says: `≥ ${bound}${unit}`,
  holds: value >= bound,
})

export const atMost = (value: number, bound: number, unit = ''): NonNullable<Figure['bound']> => ({
  says: `≤ ${bound.toLocaleString('en')}${unit}`,
  holds: value <= bound,
})

export const perSecond = (speed: number): string => `${Math.round(speed).toLocaleString('en')}/s`
export const times = (ratio: number): string => `${ratio.toFixed(2)} ×`
