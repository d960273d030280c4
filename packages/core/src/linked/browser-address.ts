/**
 * Takes an address of OVO's that a shopper's browser is to open: `https`, or `http` on this machine for a simulator.
 * `null` for anything else: what OVO sends is never run as a script, and a PIN never travels in the clear.
 */
export function browserAddress(text: string | null): string | null {
  if (text === null || text.length > 8_192 || !URL.canParse(text)) return null
  const { protocol, hostname, username, password } = new URL(text)
  if (username !== '' || password !== '') return null
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
  return protocol === 'https:' || (protocol === 'http:' && isHere) ? text : null
}

/** The same for an address that opens the OVO app, which may have a scheme of OVO's own. */
export function appAddress(text: string | null): string | null {
  if (text !== null && text.length <= 8_192 && /^ovo[a-z0-9+.-]*:[\x21-\x7e]+$/i.test(text)) return text
  return browserAddress(text)
}
