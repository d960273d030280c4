const TAB = 0x09
const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d
const SPACE = 0x20
const QUOTE = 0x22
const BACKSLASH = 0x5c

/**
 * Removes the whitespace outside strings from JSON text, byte by byte. Key order, number spelling, escapes and
 * duplicate keys stay as they came, which parsing and writing again would not grant. Gives the same array back when
 * there is nothing to remove. Never throws, also when the bytes are not JSON.
 *
 * @see docs/protocol/snap.md#minify
 */
export function minifyJson(bytes: Uint8Array): Uint8Array {
  // Nearly every body was written without any, and looking is far cheaper than copying.
  if (!holdsWhitespace(bytes)) return bytes
  const kept = new Uint8Array(bytes.length)
  let length = 0
  let inString = false
  let escaped = false
  for (const byte of bytes) {
    if (!inString && isWhitespace(byte)) continue
    kept[length++] = byte
    if (escaped) escaped = false
    else if (inString && byte === BACKSLASH) escaped = true
    else if (byte === QUOTE) inString = !inString
  }
  return length === bytes.length ? bytes : kept.slice(0, length)
}

function holdsWhitespace(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; at++) if (isWhitespace(bytes[at] as number)) return true
  return false
}

function isWhitespace(byte: number): boolean {
  return byte === SPACE || byte === LINE_FEED || byte === CARRIAGE_RETURN || byte === TAB
}
