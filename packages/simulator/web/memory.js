/** What this browser remembers of the phone; where it may remember nothing, everything begins anew. */
export const memory = {
  /** @param {'language' | 'holder'} name */
  read(name) {
    try {
      return localStorage.getItem(name)
    } catch {
      return null
    }
  },
  /**
   * @param {'language' | 'holder'} name
   * @param {string} value
   */
  write(name, value) {
    try {
      localStorage.setItem(name, value)
    } catch {}
  },
}
