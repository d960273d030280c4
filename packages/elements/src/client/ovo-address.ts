/** An address that a shopper may be sent to: nothing that runs as a script, and no PIN in the clear. */
export const isOvoAddress = (address: string): boolean =>
  /^(https:\/\/|http:\/\/(localhost|127\.0\.0\.1|\[::1\])[:/]|ovo[a-z0-9+.-]*:)/i.test(address)
