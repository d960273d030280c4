/** What the store sells. Prices in whole rupiah. */
export const catalogue: readonly {
  readonly title: string
  readonly handle: string
  readonly description: string
  readonly amount: number
  readonly inStock: number
}[] = [
  {
    title: 'Gayo 250 g',
    handle: 'gayo',
    description: 'Arabika dari Aceh, diolah basah.',
    amount: 98_000,
    inStock: 10_000,
  },
  {
    title: 'Toraja 250 g',
    handle: 'toraja',
    description: 'Dari Sulawesi, bertubuh tebal.',
    amount: 115_000,
    inStock: 10_000,
  },
  { title: 'Luwak 100 g', handle: 'luwak', description: 'Kantong terakhir.', amount: 450_000, inStock: 1 },
  {
    title: 'Kopi sachet',
    handle: 'sachet',
    description: 'Harganya bukan rupiah utuh, jadi OVO menolaknya.',
    amount: 1_500.5,
    inStock: 10_000,
  },
]
