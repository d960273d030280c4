import { type CommonTextName, commonTexts } from '../texts/common-texts.ts'
import { problems } from '../texts/problem-texts.ts'
import type { Texts } from '../texts/texts.ts'

const texts = {
  chooseTitle: ['Bayar {amount}', 'Pay {amount}'],
  chooseText: ['Pilih cara membayar.', 'Choose how to pay.'],
  qrisWay: ['QRIS', 'QRIS'],
  qrisHint: ['Pindai dengan OVO atau aplikasi lain', 'Scan with OVO or another app'],
  pushWay: ['Aplikasi OVO', 'OVO app'],
  pushHint: ['Konfirmasi permintaan di ponsel Anda', 'Confirm a request on your phone'],
  scanTitle: ['Pindai untuk membayar {amount}', 'Scan to pay {amount}'],
  scanSays: ['Kode QRIS siap, berlaku {seconds} detik.', 'The QRIS code is ready, and valid for {seconds} seconds.'],
  qrLabel: ['Kode QRIS sebesar {amount}', 'QRIS code for {amount}'],
  qrComing: ['Kode QRIS sedang dimuat', 'The QRIS code is loading'],
  scanStep1: ['Buka OVO atau aplikasi lain yang menerima QRIS.', 'Open OVO, or any app that pays QRIS.'],
  scanStep2: [
    'Pindai kode, lalu periksa nama toko dan jumlahnya.',
    'Scan the code, and check the shop’s name and the amount.',
  ],
  scanStep3: ['Masukkan PIN. Halaman ini berubah sendiri.', 'Enter your PIN. This page turns by itself.'],
  samePhoneTitle: ['Membayar dari ponsel ini?', 'Paying on this phone?'],
  samePhoneText: [
    'Simpan gambarnya, lalu di OVO pilih pindai dan ambil gambar dari galeri. Setelah membayar, kembali ke sini.',
    'Save the picture, then choose scan in OVO and take it from your gallery. Come back here afterwards.',
  ],
  savePicture: ['Simpan gambar QR', 'Save the QR picture'],
  left: ['Sisa waktu', 'Time left'],
  soonSays: ['Tinggal {seconds} detik lagi.', '{seconds} seconds left.'],
  phoneTitle: ['Bayar {amount} dengan OVO', 'Pay {amount} with OVO'],
  phoneText: [
    'Kami kirim permintaan ke aplikasi OVO Anda, lalu Anda konfirmasi di sana dengan PIN.',
    'We ask the OVO app on your phone, and you confirm there with your PIN.',
  ],
  phoneHint: [
    'Misalnya 0812 3456 7890. Hanya dipakai untuk pembayaran ini.',
    'Such as 0812 3456 7890. It is used for this payment only.',
  ],
  phoneAction: ['Kirim ke ponsel saya', 'Ask my phone'],
  confirmTitle: ['Lihat ponsel Anda', 'Look at your phone'],
  confirmText: ['OVO meminta {amount} dari {phone}.', 'OVO asks {phone} for {amount}.'],
  confirmSays: [
    'Permintaan terkirim ke {phone}. Konfirmasi dalam {seconds} detik.',
    'The request went to {phone}. Confirm within {seconds} seconds.',
  ],
  confirmStep1: [
    'Ketuk notifikasi OVO. Tidak ada? Buka aplikasi OVO dan masuk.',
    'Tap OVO’s notification. There is none? Open the OVO app and sign in.',
  ],
  confirmStep2: ['Periksa nama toko dan jumlahnya.', 'Check the shop’s name and the amount.'],
  confirmStep3: [
    'Konfirmasi dengan PIN. Halaman ini berubah sendiri.',
    'Confirm with your PIN. This page turns by itself.',
  ],
  checkingTitle: ['Sedang dicek ke OVO…', 'Checking with OVO…'],
  checkingText: [
    'Waktunya habis. Bila Anda baru saja membayar, ini perlu beberapa detik. Mohon jangan membayar dua kali.',
    'The time is over. If you have just paid, this takes a few seconds. Please do not pay twice.',
  ],
  paidTitle: ['Pembayaran berhasil', 'Payment successful'],
  paidText: ['Kami sudah menerima {amount}. Terima kasih!', 'We have received {amount}. Thank you!'],
  refundedTitle: ['Dana dikembalikan', 'Refunded'],
  refundedText: [
    '{amount} dikembalikan ke akun yang Anda pakai untuk membayar.',
    '{amount} went back to the account that you paid from.',
  ],
  expiredTitle: ['Kode ini sudah kedaluwarsa', 'This code has expired'],
  expiredText: [
    'Bila Anda membayar pada detik terakhir, jangan bayar lagi: halaman ini berubah sendiri.',
    'If you did pay at the last moment, do not pay again: this page turns by itself.',
  ],
  expiredAction: ['Ambil kode baru', 'Get a new code'],
  declinedTitle: ['Tidak dikonfirmasi', 'Not confirmed'],
  declinedText: ['Pembayaran ditolak di aplikasi OVO.', 'The payment was turned down in the OVO app.'],
  failedTitle: ['Pembayaran tidak berhasil', 'The payment did not go through'],
  failedText: ['OVO tidak menerima pembayaran ini.', 'OVO did not take this payment.'],
  reversedTitle: ['Waktunya habis', 'The time is over'],
  pinTitle: ['Masukkan PIN di OVO', 'Enter your PIN at OVO'],
  pinText: [
    'PIN hanya Anda ketik di halaman OVO. Setelah itu Anda kembali ke sini.',
    'You type your PIN on OVO’s own page only. Afterwards you come back here.',
  ],
  pinAction: ['Buka halaman OVO', 'Open OVO’s page'],
  pinApp: ['Buka aplikasi OVO', 'Open the OVO app'],
  linkedWay: ['Akun OVO Anda', 'Your OVO account'],
  linkedHint: ['Konfirmasi dengan PIN di halaman OVO', 'Confirm with your PIN on OVO’s page'],
  linkedTitle: ['Bayar {amount} dengan OVO', 'Pay {amount} with OVO'],
  linkedText: [
    'Anda masukkan PIN di halaman OVO, lalu kembali ke sini. OVO Points dipakai lebih dulu bila ada.',
    'You enter your PIN on OVO’s page, and come back here. OVO Points are used first where there are some.',
  ],
  linkedAction: ['Lanjut ke OVO', 'Go on to OVO'],
  reversedText: [
    'Tidak ada konfirmasi tepat waktu, dan permintaannya sudah ditarik kembali.',
    'Nobody confirmed in time, and the request was taken back.',
  ],
  cancelledTitle: ['Dibatalkan', 'Cancelled'],
  cancelledText: [
    'Bila ponsel Anda masih bertanya, tolak saja. Bila Anda sudah membayar, dananya kembali sendiri.',
    'If your phone still asks, say no. Should you have paid already, the money goes back by itself.',
  ],
  cancelledAction: ['Bayar saja', 'Pay after all'],
  kept: [
    'Tidak ada dana yang terpotong, dan pesanan Anda tetap tersimpan.',
    'Nothing was charged, and your order is kept.',
  ],
  otherWay: ['Bayar dengan {way}', 'Pay with {way}'],
  cancel: ['Batalkan', 'Cancel'],
  waitingTitle: ['Hampir siap', 'Almost there'],
  waitingText: [
    'Percobaan sebelumnya masih bisa dibayar, dan jangan sampai Anda membayar dua kali. Yang baru mulai sendiri.',
    'Your last attempt can still be paid, and nobody should pay twice. The next one starts by itself.',
  ],
  waitingIn: ['Mulai dalam', 'Starts in'],
  neverMind: ['Tidak jadi', 'Never mind'],
} as const

type OwnTextName = keyof typeof texts

export type PaymentTextName = OwnTextName | CommonTextName

export const paymentTexts: Texts<PaymentTextName> = { ...commonTexts, ...problems, ...texts }
