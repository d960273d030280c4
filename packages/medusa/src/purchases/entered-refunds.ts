/**
 * The refunds that Medusa has entered for a payment, in the payment's data: Medusa's id of each, and OvoKit's. Two equal
 * parts are told apart by nothing else.
 */
export function enteredRefunds(data: Record<string, unknown> | null | undefined): Readonly<Record<string, string>> {
  const found = data?.ovo_refunds
  if (typeof found !== 'object' || found === null) return {}
  return Object.fromEntries(Object.entries(found).filter(([, id]) => typeof id === 'string'))
}
