import { useTranslation } from 'react-i18next'

const en = {
  title: 'OVO',
  methods: { qris: 'QRIS', 'push-to-pay': 'Push to pay', linked: 'Linked account' },
  statuses: {
    created: 'Starting',
    'awaiting-pin': 'Waiting for the PIN',
    'awaiting-scan': 'Waiting for the scan',
    pushed: 'Waiting for the customer',
    paid: 'Paid',
    failed: 'Failed',
    declined: 'Declined',
    expired: 'Expired',
    unknown: 'Not known yet',
    reversing: 'Being taken back',
    reversed: 'Taken back',
    refunded: 'Refunded',
  },
  amount: 'Amount',
  number: 'Number at OVO',
  reference: 'OVO reference',
  phone: 'Phone',
  paidAt: 'Paid',
  refundUntil: 'Refund until',
  hoursLeft: '{n} h left',
  windowClosed: 'OVO no longer refunds this. Pay the customer back another way.',
  late: 'Paid late',
  orphan: 'Paid after it was given up; it goes back by itself',
  refunded: 'Given back',
  refund: 'Refund',
  refundStatuses: { pending: 'on its way', succeeded: 'done', failed: 'refused', unknown: 'not confirmed yet' },
  history: 'What happened',
  checkNow: 'Check status now',
  none: 'No OVO payment was started for this order.',
  cases: 'Needs a person',
  noCases: 'Nothing needs you.',
  recent: 'Latest attempts',
  close: 'Done',
  asPaid: 'It was paid',
  asFailed: 'It was not paid',
  order: 'Order',
  /** What a case says, where it is not said in the server's own words, which are English and name numbers. */
  reasons: {} as Readonly<Record<string, string>>,
}

type Texts = typeof en

const id: Texts = {
  title: 'OVO',
  methods: { qris: 'QRIS', 'push-to-pay': 'Push to pay', linked: 'Akun tertaut' },
  statuses: {
    created: 'Memulai',
    'awaiting-pin': 'Menunggu PIN',
    'awaiting-scan': 'Menunggu dipindai',
    pushed: 'Menunggu pelanggan',
    paid: 'Lunas',
    failed: 'Gagal',
    declined: 'Ditolak',
    expired: 'Kedaluwarsa',
    unknown: 'Belum diketahui',
    reversing: 'Sedang dibatalkan',
    reversed: 'Dibatalkan',
    refunded: 'Dikembalikan',
  },
  amount: 'Jumlah',
  number: 'Nomor di OVO',
  reference: 'Referensi OVO',
  phone: 'Telepon',
  paidAt: 'Dibayar',
  refundUntil: 'Refund sampai',
  hoursLeft: 'sisa {n} jam',
  windowClosed: 'OVO tidak lagi bisa mengembalikan ini. Kembalikan uang pelanggan dengan cara lain.',
  late: 'Dibayar terlambat',
  orphan: 'Dibayar setelah dibatalkan; dikembalikan otomatis',
  refunded: 'Sudah dikembalikan',
  refund: 'Refund',
  refundStatuses: { pending: 'dalam proses', succeeded: 'selesai', failed: 'ditolak', unknown: 'belum dikonfirmasi' },
  history: 'Riwayat',
  checkNow: 'Cek status sekarang',
  none: 'Tidak ada pembayaran OVO untuk pesanan ini.',
  cases: 'Perlu tindakan',
  noCases: 'Tidak ada yang perlu ditangani.',
  recent: 'Percobaan terbaru',
  close: 'Selesai',
  asPaid: 'Sudah dibayar',
  asFailed: 'Tidak dibayar',
  order: 'Pesanan',
  reasons: {
    'order-failed':
      'Pembeli sudah membayar, tetapi Medusa tidak bisa membuat pesanannya; uangnya dikembalikan. Lihat log Medusa.',
    'no-order':
      'Pembeli sudah membayar, tetapi Medusa belum membuat pesanannya; ini dicoba terus. Penyebabnya ada di log Medusa.',
    'paid-for-nothing':
      'Sudah dibayar, tetapi keranjangnya berubah atau dibayar dengan cara lain, dan OVO hanya mengembalikan di hari yang sama. Kembalikan uang pembeli dengan cara lain.',
    'canceled-not-refunded':
      'Pesanan dibatalkan, tetapi OVO belum mengembalikan uangnya, walau di Medusa tampak sudah. Lakukan refund selama masih bisa, atau kembalikan dengan cara lain.',
    'refund-failed': 'OVO menolak refund ini. Kembalikan uang pembeli dengan cara lain.',
    'stray-order':
      'Pesanan ini tertinggal saat Medusa mati, dan sudah ada yang mengerjakannya. Pembeli hanya membayar sekali, untuk pesanan lain dari keranjang yang sama. Kirim yang lunas saja, dan batalkan yang ini.',
    'two-orders':
      'Satu keranjang menjadi dua pesanan, dengan satu pembayaran. Kirim satu saja. Jangan batalkan yang lain: Medusa akan mengembalikan uangnya.',
    'unpaid-order': 'Pesanan ini tertinggal saat Medusa mati, dan belum dibayar. Jangan dikirim; batalkan.',
  },
}

/** The admin's language, as the person has picked it in Medusa. */
export function useTexts(): { readonly texts: Texts; readonly locale: string } {
  const { i18n } = useTranslation()
  const isIndonesian = (i18n.language ?? 'en').toLowerCase().startsWith('id')
  return isIndonesian ? { texts: id, locale: 'id-ID' } : { texts: en, locale: 'en-GB' }
}
