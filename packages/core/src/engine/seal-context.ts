/**
 * Binds what is sealed to the record that it is about and, where it opens somebody's account, to the customer's name: a
 * token of one customer cannot be opened for another.
 */
export const sealContext = (recordId: string, customer?: string): string =>
  customer === undefined ? `record:${recordId}` : `record:${recordId}\n${customer}`
