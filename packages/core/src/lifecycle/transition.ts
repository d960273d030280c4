/** A lifecycle as a literal table: in this state, this event leads there. What is not in the table does not happen. */
export type TransitionTable<State extends string, Event extends string> = Readonly<
  Record<State, Readonly<Partial<Record<Event, State>>>>
>

export type Transition<State extends string> =
  | { readonly accepted: true; readonly from: State; readonly to: State }
  | { readonly accepted: false; readonly from: State }

/**
 * Looks one event up. An event that the state does not know is rejected as a value: the caller records it and nothing
 * moves. There is no way to jump.
 */
export function transition<State extends string, Event extends string>(
  table: TransitionTable<State, Event>,
  from: State,
  event: Event,
): Transition<State> {
  const to = Object.hasOwn(table[from], event) ? table[from][event] : undefined
  return to === undefined ? { accepted: false, from } : { accepted: true, from, to }
}
