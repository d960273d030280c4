/** OpenSSL reads so many bytes of a passphrase at most, and keeps one for the end of the text. */
const longest = 1_023

/**
 * What `openssl … -pass file:KEY` takes as the passphrase: the first line, as a C string. It ends before the first line
 * feed, the first zero byte or byte 1,024, whichever comes first, also when the file is random bytes. A carriage return
 * belongs to it. (A file that begins with a zero byte is refused by OpenSSL; here it gives nothing.)
 *
 * @see docs/protocol/credentials.md#the-passphrase
 */
export function passphraseOfFile(file: Uint8Array): Uint8Array {
  const end = file.findIndex((byte) => byte === 0x0a || byte === 0x00)
  return file.subarray(0, Math.min(end === -1 ? file.length : end, longest))
}
