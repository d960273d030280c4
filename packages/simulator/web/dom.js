/** @typedef {Readonly<Record<string, string | number | boolean | null | undefined | ((event: Event) => void)>>} Props */

/**
 * An element: `on…` listens, `false`, `null` and nothing leave an attribute out, and text only ever becomes text.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Props} [props]
 * @param {ReadonlyArray<Node | string | null | false>} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function h(tag, props = {}, ...children) {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === 'function') made.addEventListener(name.slice(2), value)
    else if (value !== null && value !== undefined && value !== false)
      made.setAttribute(name, value === true ? '' : String(value))
  }
  made.append(...children.filter((child) => child !== null && child !== false))
  return made
}

/**
 * Makes a list show these rows. What stood there under the same key is left alone, and with it the focus; when the focus
 * goes with its row, it goes to the nearest heading.
 *
 * @param {HTMLElement} list
 * @param {ReadonlyArray<{ readonly key: string, readonly make: () => Node }>} rows
 */
export function keep(list, rows) {
  const hadFocus = list.contains(document.activeElement)
  const wanted = new Set(rows.map(({ key }) => key))
  for (const one of [...list.children]) if (!wanted.has(keyOf(one))) one.remove()
  let next = list.firstElementChild
  for (const { key, make } of rows) {
    if (next !== null && keyOf(next) === key) {
      next = next.nextElementSibling
      continue
    }
    const there = [...list.children].find((one) => keyOf(one) === key)
    list.insertBefore(there ?? h('li', { 'data-key': key }, make()), next)
  }
  if (hadFocus && !list.contains(document.activeElement)) headingOf(list.closest('section'))?.focus()
}

/**
 * The heading of a part, which takes the focus where what had it is gone.
 *
 * @param {Element | null} part
 * @returns {HTMLElement | null}
 */
export const headingOf = (part) => part?.querySelector('h2[tabindex]') ?? null

/** @param {Element} element */
const keyOf = (element) => element.getAttribute('data-key') ?? ''
