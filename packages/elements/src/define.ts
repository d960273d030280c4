/** A property for each attribute, for frameworks and scripts that set properties. A list becomes words. */
function reflect(prototype: object, attribute: string): void {
  const property = attribute.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
  Object.defineProperty(prototype, property, {
    configurable: true,
    get(this: Element) {
      return this.getAttribute(attribute)
    },
    set(this: Element, value: unknown) {
      if (value === null || value === undefined) this.removeAttribute(attribute)
      else this.setAttribute(attribute, Array.isArray(value) ? value.join(' ') : String(value))
    },
  })
}

/** Registers an element once; on a server, and where another copy did it before, nothing happens. */
export function define(
  name: string,
  element: CustomElementConstructor & { readonly observedAttributes: readonly string[] },
): void {
  if (!globalThis.customElements || customElements.get(name)) return
  for (const attribute of [...element.observedAttributes, 'theme']) reflect(element.prototype, attribute)
  customElements.define(name, element)
}
