/** Writes EMVCo data objects: two digits of tag, two digits of length, value. */
export function encodeTlv(objects: ReadonlyArray<readonly [tag: string, value: string]>): string {
  return objects.map(([tag, value]) => `${tag}${length(tag, value)}${value}`).join('')
}

/** Reads EMVCo data objects; `undefined` when the text is cut, malformed or repeats a tag. */
export function decodeTlv(text: string): ReadonlyMap<string, string> | undefined {
  const objects = new Map<string, string>()
  for (let at = 0; at < text.length; ) {
    const head = /^(\d\d)(\d\d)$/.exec(text.slice(at, at + 4))
    if (head === null) return undefined
    const [, tag = '', digits = ''] = head
    const value = text.slice(at + 4, at + 4 + Number(digits))
    if (value.length === 0 || value.length !== Number(digits) || objects.has(tag)) return undefined
    objects.set(tag, value)
    at += 4 + value.length
  }
  return objects
}

function length(tag: string, value: string): string {
  if (value.length < 1 || value.length > 99) throw new RangeError(`QR tag ${tag} needs 1 to 99 characters`)
  return String(value.length).padStart(2, '0')
}
