import { both, type ElementScreen, type Journey, same, screen } from './mockup-screen.ts'

const linked = (status: string): ElementScreen => ({
  tag: 'ovo-linked-pay',
  step: status,
  view: { method: 'linked', status, secondsLeft: 280 },
})
const paid = {
  name: same('SAMPLE-1'),
  value: same('Rp196.000'),
  more: both('5 Jan 2026 · OVO · Paid', '5 Jan 2026 · OVO · Berhasil'),
}

export const payingLinked: Journey = {
  name: 'pay-linked',
  title: both('Payment out of the linked account', 'Pembayaran dengan akun tertaut'),
  place: both('Checkout', 'Pembayaran'),
  screens: [
    screen('confirm', both('The customer confirms paying with OVO', 'Pelanggan setuju membayar dengan OVO'), {
      tag: 'ovo-linked-pay',
      step: 'review',
      view: null,
    }),
    screen('pin', both("PIN or security code, on OVO's page", 'PIN atau kode keamanan, di halaman OVO'), {
      ovo: both('Enter the PIN', 'Masukkan PIN'),
      about: both(
        'The PIN or security code completes the payment.',
        'PIN atau kode keamanan menyelesaikan pembayaran.',
      ),
      control: same('• • • • • •'),
    }),
    screen('paid', both('Success at the shop', 'Pembayaran berhasil di toko'), linked('paid')),
    screen('details', both('Transaction details', 'Rincian transaksi'), {
      shop: both('Transaction details', 'Rincian transaksi'),
      rows: [
        { name: both('Order', 'Pesanan'), value: same('SAMPLE-1') },
        { name: both('Date', 'Tanggal'), value: same('5 Jan 2026, 10.00 WIB') },
        { name: both('Paid with', 'Dibayar dengan'), value: same('OVO 0812****7890') },
        { name: both('Amount', 'Jumlah'), value: same('Rp196.000') },
        { name: both('Status', 'Status'), value: both('Paid', 'Berhasil') },
      ],
    }),
    screen('history', both('Transaction history', 'Riwayat transaksi'), {
      shop: both('Transaction history', 'Riwayat transaksi'),
      rows: [
        paid,
        {
          name: same('SAMPLE-0'),
          value: same('Rp54.000'),
          more: both('2 Jan 2026 · OVO · Refunded', '2 Jan 2026 · OVO · Dana dikembalikan'),
        },
      ],
    }),
    screen('without-pin', both('Back without the PIN', 'Kembali tanpa memasukkan PIN'), linked('pin')),
    screen('checking', both('No clear answer yet: asked until known', 'Belum ada jawaban: dicek sampai jelas'), {
      ...linked('checking'),
    }),
    screen('expired', both('PIN not entered in time', 'PIN tidak dimasukkan tepat waktu'), linked('expired')),
    screen('failed', both('Refused by OVO', 'Ditolak OVO'), linked('failed')),
    screen('refunded', both('Refunded', 'Dana dikembalikan'), linked('refunded')),
  ],
}
