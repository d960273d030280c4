import type { ShopperStatus } from '@ovokit/core'

export type Locale = 'id' | 'en'

/** What the snippet says. `{phone}` is the masked number. */
export interface Texts {
  readonly status: Readonly<Record<ShopperStatus | 'loading', string>>
  readonly retry: string
  readonly pin: string
  readonly cancel: string
  readonly qr: string
  readonly left: string
  readonly unreachable: string
}

export const texts: Readonly<Record<Locale, Texts>> = {
  en: {
    status: {
      loading: 'One moment…',
      preparing: 'One moment…',
      scan: 'Scan with OVO, or any app that pays QRIS',
      confirm: 'Open the OVO app on {phone} and confirm',
      pin: 'Type your PIN on OVO’s page',
      checking: 'Checking with OVO. Please stay here.',
      paid: 'Paid. Thank you!',
      refunded: 'Your money is on its way back',
      expired: 'This code has expired',
      declined: 'The payment was declined in the OVO app',
      failed: 'This payment did not work',
      reversed: 'Nobody confirmed in time. Nothing was charged.',
      cancelled: 'Cancelled',
    },
    retry: 'Try again',
    pin: 'To OVO’s page',
    cancel: 'Cancel',
    qr: 'QR code to pay with',
    left: 'Time left',
    unreachable: 'The store cannot be reached. Is there a connection?',
  },
  id: {
    status: {
      loading: 'Sebentar…',
      preparing: 'Sebentar…',
      scan: 'Pindai dengan OVO atau aplikasi QRIS lain',
      confirm: 'Buka aplikasi OVO di {phone} lalu konfirmasi',
      pin: 'Masukkan PIN di halaman OVO',
      checking: 'Sedang dicek ke OVO. Mohon tunggu di sini.',
      paid: 'Lunas. Terima kasih!',
      refunded: 'Uang Anda sedang dikembalikan',
      expired: 'Kode ini sudah kedaluwarsa',
      declined: 'Pembayaran ditolak di aplikasi OVO',
      failed: 'Pembayaran ini tidak berhasil',
      reversed: 'Tidak dikonfirmasi tepat waktu. Tidak ada yang ditagih.',
      cancelled: 'Dibatalkan',
    },
    retry: 'Coba lagi',
    pin: 'Ke halaman OVO',
    cancel: 'Batalkan',
    qr: 'Kode QR untuk membayar',
    left: 'Sisa waktu',
    unreachable: 'Toko tidak dapat dihubungi. Apakah ada koneksi?',
  },
}
