import { h, type VNode } from './vnode.ts'

/** Names and values; what has no value is left out. The last one may be the `sum` of the others. */
export const facts = (
  rows: readonly (readonly [name: string, value: string | null | undefined])[],
  look: 'sum' | '' = '',
): VNode =>
  h(
    'dl',
    { part: 'facts', class: `facts ${look}`.trim() },
    ...rows.map(([name, value]) => value != null && h('div', {}, h('dt', {}, name), h('dd', {}, value))),
  )

export const factsStyles: string = `
/* css */
.panel[data-room=facts] { --_height: 33rem; }
@container (max-width: 22rem) { .panel[data-room=facts] { --_height: 35rem; } }
.facts { width: min(24rem, 100%); text-align: left; }
.facts div { display: flex; justify-content: space-between; gap: 1rem; padding: .5rem 0; }
.facts div + div { border-top: 1px solid var(--_faint); }
.facts dt { color: var(--_soft); }
.facts dd { text-align: right; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
.sum div:last-child { font-weight: 700; font-size: 1.0625rem; border-color: var(--_line); }
.sum div:last-child dt { color: inherit; }
`
