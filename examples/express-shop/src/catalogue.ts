import { type Rupiah, rupiah } from '@ovokit/core'

export interface Product {
  readonly id: string
  readonly name: string
  readonly detail: string
  readonly kind: 'Coffee' | 'Batik'
  readonly price: Rupiah
  readonly image: string
}

/** What the shop sells. A real shop reads it from its database; the prices are the shop's in either case. */
export const catalogue: readonly Product[] = [
  {
    id: 'gayo',
    name: 'Gayo Highlands',
    detail: 'Washed Arabica from Aceh, 250 g. Brown sugar, cedar, a long clean finish.',
    kind: 'Coffee',
    price: rupiah(98_000),
    image: '/img/gayo.svg',
  },
  {
    id: 'kawung',
    name: 'Kawung scarf',
    detail: 'Hand-stamped cotton from Lasem, 180 × 60 cm, dyed with soga bark.',
    kind: 'Batik',
    price: rupiah(245_000),
    image: '/img/kawung.svg',
  },
  {
    id: 'toraja',
    name: 'Toraja Sapan',
    detail: 'Wet-hulled Arabica from Sulawesi, 250 g. Dark chocolate, clove, low acidity.',
    kind: 'Coffee',
    price: rupiah(112_000),
    image: '/img/toraja.svg',
  },
  {
    id: 'mega-mendung',
    name: 'Mega Mendung tote',
    detail: 'Canvas bag with the rain clouds of Cirebon in seven blues.',
    kind: 'Batik',
    price: rupiah(165_000),
    image: '/img/mega-mendung.svg',
  },
  {
    id: 'kintamani',
    name: 'Kintamani Natural',
    detail: 'Sun-dried Arabica from Bali, 250 g. Mandarin, jasmine, cane syrup.',
    kind: 'Coffee',
    price: rupiah(105_000),
    image: '/img/kintamani.svg',
  },
  {
    id: 'parang',
    name: 'Parang table runner',
    detail: 'The old diagonal pattern of the courts, drawn by hand, 200 × 40 cm.',
    kind: 'Batik',
    price: rupiah(320_000),
    image: '/img/parang.svg',
  },
]

export const findProduct = (id: string): Product | undefined => catalogue.find((product) => product.id === id)
