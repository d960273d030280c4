import type { Child, Prop, VNode } from './vnode.ts'

const drawn = new WeakMap<Node, VNode>()
const svg = 'http://www.w3.org/2000/svg'

/**
 * Makes what stands in `parent` look like `children`, by changing what differs and nothing else: a field keeps its text
 * and its focus, a picture does not flicker. Sets no inline style and no markup, so that the strictest CSP allows it.
 */
export function patch(parent: Node, children: readonly Child[]): void {
  children.forEach((child, index) => {
    const there = parent.childNodes[index]
    const node = there !== undefined && fits(there, child) ? there : create(child, parent)
    if (node !== there) {
      parent.insertBefore(node, there ?? null)
      there?.remove()
    }
    update(node, child)
  })
  while (parent.childNodes.length > children.length) parent.lastChild?.remove()
}

function fits(node: Node, child: Child): boolean {
  if (!child) return node.nodeName === '#comment'
  if (typeof child === 'string') return node.nodeName === '#text'
  const before = drawn.get(node)
  return before?.tag === child.tag && before.props.key === child.props.key
}

function create(child: Child, parent: Node): Node {
  if (!child) return document.createComment('')
  if (typeof child === 'string') return document.createTextNode(child)
  const isDrawing = child.tag === 'svg' || (parent as Element).namespaceURI === svg
  return isDrawing ? document.createElementNS(svg, child.tag) : document.createElement(child.tag)
}

function update(node: Node, child: Child): void {
  if (!child) return
  if (typeof child === 'string') {
    if (node.nodeValue !== child) node.nodeValue = child
    return
  }
  const element = node as HTMLElement
  const before = drawn.get(node)
  drawn.set(node, child)
  for (const name of Object.keys({ ...before?.props, ...child.props }))
    if (before?.props[name] !== child.props[name])
      set(element, name, { value: child.props[name], isNew: before === undefined })
  patch(element, child.children)
}

function set(
  element: HTMLElement,
  name: string,
  { value, isNew }: { readonly value: Prop; readonly isNew: boolean },
): void {
  if (name === 'key') return
  if (name.startsWith('on')) {
    // Listens once, and asks for the latest listener then.
    if (isNew) element.addEventListener(name.slice(2), (event) => hear(element, name, event))
  } else if (name.startsWith('--')) element.style.setProperty(name, String(value))
  else if (name === 'value') {
    // What is typed afterwards is the shopper's.
    if (isNew && value !== undefined) (element as HTMLInputElement).value = String(value)
  } else if (value === null || value === undefined || value === false) element.removeAttribute(name)
  else element.setAttribute(name, value === true ? '' : String(value))
}

function hear(element: HTMLElement, name: string, event: Event): void {
  const listener = drawn.get(element)?.props[name]
  if (typeof listener === 'function') listener(event)
}
