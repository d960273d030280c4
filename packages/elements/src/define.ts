/** Registers an element once; on a server, and where another copy did it before, nothing happens. */
export function define(name: string, element: CustomElementConstructor): void {
  if (globalThis.customElements !== undefined && customElements.get(name) === undefined)
    customElements.define(name, element)
}
