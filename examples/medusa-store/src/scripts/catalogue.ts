/** What the store sells. Prices in whole rupiah. */
export const catalogue: readonly {
  readonly title: string
  readonly handle: string
  readonly description: string
  readonly amount: number
  readonly inStock: number
}[] = [
  { title: 'Gayo 250 g', handle: 'gayo', description: 'Washed arabica from Aceh.', amount: 98_000, inStock: 10_000 },
  {
    title: 'Toraja 250 g',
    handle: 'toraja',
    description: 'Full body, from Sulawesi.',
    amount: 115_000,
    inStock: 10_000,
  },
  { title: 'Luwak 100 g', handle: 'luwak', description: 'The last bag.', amount: 450_000, inStock: 1 },
  { title: 'Kopi sachet', handle: 'sachet', description: 'A fraction of a rupiah.', amount: 1_500.5, inStock: 10_000 },
]
