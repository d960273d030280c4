import type { TransitionTable } from './transition.ts'

export interface TableShape<State extends string> {
  readonly table: TransitionTable<State, string>
  readonly initial: State
  readonly terminal: readonly State[]
}

/**
 * Lists what is wrong with a lifecycle table, one sentence each; an empty list is a sound table.
 *
 * It finds states that nothing leads to, states that are not terminal and cannot be left, and terminal states that can.
 */
export function checkTable<State extends string>({ table, initial, terminal }: TableShape<State>): string[] {
  const states = Object.keys(table) as State[]
  const exits = (state: State): State[] =>
    (Object.values(table[state] ?? {}) as State[]).filter((target) => target !== undefined && target !== state)
  const reached = new Set<State>([initial])
  for (const state of reached) for (const target of exits(state)) reached.add(target)
  const isTerminal = new Set<State>(terminal)
  return states.flatMap((state) => [
    ...(reached.has(state) ? [] : [`${state} cannot be reached from ${initial}`]),
    ...(isTerminal.has(state) && Object.keys(table[state]).length > 0 ? [`${state} is terminal and has an exit`] : []),
    ...(!isTerminal.has(state) && exits(state).length === 0 ? [`${state} is a dead end`] : []),
    ...exits(state)
      .filter((target) => !(target in table))
      .map((target) => `${state} leads to ${target}, which is not a state`),
  ])
}

/** Draws a lifecycle table as a Mermaid state diagram, so that the picture in the docs cannot drift from the code. */
export function drawTable<State extends string>({ table, initial, terminal }: TableShape<State>): string {
  const lines = (Object.keys(table) as State[]).flatMap((from) => {
    const byTarget = new Map<string, string[]>()
    for (const [event, to] of Object.entries(table[from]) as [string, State][]) {
      byTarget.set(to, [...(byTarget.get(to) ?? []), event])
    }
    return [...byTarget].map(([to, events]) => `  ${name(from)} --> ${name(to)}: ${events.join(' · ')}`)
  })
  const ends = terminal.map((state) => `  ${name(state)} --> [*]`)
  const labels = (Object.keys(table) as State[])
    .filter((state) => name(state) !== state)
    .map((state) => `  state "${state}" as ${name(state)}`)
  return ['stateDiagram-v2', ...labels, `  [*] --> ${name(initial)}`, ...lines, ...ends].join('\n')
}

/** Mermaid identifiers take no hyphen. */
const name = (state: string): string => state.replaceAll('-', '_')
