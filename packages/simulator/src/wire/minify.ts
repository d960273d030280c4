/** Removes the whitespace outside JSON strings and changes nothing else: key order, numbers and escapes stay as sent. */
export function minify(json: string): string {
  return json.replace(/("(?:[^"\\]|\\.)*")|[ \t\r\n]+/gs, (_, text: string | undefined) => text ?? '')
}
