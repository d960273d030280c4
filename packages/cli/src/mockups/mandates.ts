import { noAnswerText, readPushToPayCode } from '@ovokit/core/push-to-pay'
import { topUpRefusals } from '@ovokit/core/top-up'
import type { Text } from '../text.ts'
import { both, same } from './mockup-screen.ts'

type Source = 'payment' | 'topUp' | 'qris' | 'push' | 'addition'

/** The documents, by the names that docs/sources.md has for them. */
export const sources: Readonly<Record<Source, Text>> = {
  payment: both('payment API guide', 'panduan payment API'),
  topUp: both('top-up guidance', 'panduan top up'),
  qris: both('dynamic QRIS FAQ', 'FAQ QRIS dinamis'),
  push: both('Push To Pay FAQ', 'FAQ Push To Pay'),
  addition: both('in addition', 'tambahan'),
}

/** Something that OVO's documents want seen, in our words, and where it is. */
export interface Mandate {
  readonly asks: Text
  readonly source: Source
  /** `journey/screen` */
  readonly on: string
  /** What can be read there, besides letter case and a full stop at the end. */
  readonly says: readonly Text[]
}

type Row = readonly [on: string, asks: Text, ...says: readonly Text[]]

/** OVO's own words for an outcome; an error is one of ours, so it ends here and not in a picture without them. */
function pushText(code: string): Text {
  const text = readPushToPayCode(code)?.shopper
  if (text === undefined) throw new Error(`core has no text for ${code}`)
  return text
}

function topUpText(responseCode: string): Text {
  const text = topUpRefusals.find(
    ({ status, caseCode }) => responseCode.startsWith(status) && responseCode.endsWith(caseCode),
  )?.shopper
  if (text === undefined) throw new Error(`core has no text for ${responseCode}`)
  return text
}

const refusal = (responseCode: string, name: string): Row => [
  `top-up/refused-${responseCode}`,
  both(`${responseCode}, ${name}, is told`, `${responseCode}, ${name}, diberitahukan`),
  topUpText(responseCode),
]

const shownByOvo = both('Shown by OVO', 'Ditampilkan oleh OVO')

const rows: Readonly<Record<Source, readonly Row[]>> = {
  payment: [
    [
      'link/activation',
      both('The wallet page has an OVO activation button', 'Halaman dompet punya tombol aktivasi OVO'),
      both('Activate OVO', 'Aktifkan OVO'),
    ],
    [
      'link/terms',
      both(
        "OVO's terms are read in its web view; a button scrolls down",
        'Syarat OVO dibaca di webview; ada tombol gulir ke bawah',
      ),
      shownByOvo,
      both('OVO terms and conditions', 'Syarat dan Ketentuan OVO'),
      both('Scroll down', 'Gulir ke bawah'),
    ],
    [
      'link/terms-accepted',
      both('"Lanjutkan" at their end leads to the OTP', '"Lanjutkan" di bagian akhir membawa ke OTP'),
      shownByOvo,
      same('Lanjutkan'),
    ],
    [
      'link/otp',
      both('The OTP comes by SMS; OVO sends and checks it', 'OTP diterima lewat SMS; OVO mengirim dan memeriksanya'),
      shownByOvo,
      both('Enter the OTP', 'Masukkan OTP'),
    ],
    [
      'link/security-code',
      both('The security code is the one of the OVO app', 'Kode keamanan sama dengan di aplikasi OVO'),
      shownByOvo,
      both('Enter the security code', 'Masukkan kode keamanan'),
    ],
    [
      'link/linked',
      both('A success page when the account is linked', 'Halaman berhasil setelah akun tertaut'),
      both('Your OVO account is linked', 'Akun OVO berhasil ditautkan'),
    ],
    [
      'link/linked',
      both('The balance can be viewed: OVO Cash, OVO Points', 'Saldo dapat dilihat: OVO Cash, OVO Points'),
      same('OVO Cash'),
      same('Rp250.000'),
      same('OVO Points'),
      same('1.250'),
    ],
    [
      'unlink/settings',
      both('The account settings have an unlink menu', 'Pengaturan akun punya menu putuskan tautan'),
      both('Account settings', 'Pengaturan akun'),
      both('Unlink OVO', 'Putuskan tautan OVO'),
    ],
    [
      'unlink/confirmation',
      both(
        'A confirmation makes the customer aware that the account will be unlinked',
        'Halaman konfirmasi menyadarkan pelanggan bahwa tautan akan diputuskan',
      ),
      both('Unlink your OVO account?', 'Putuskan tautan akun OVO?'),
      both('can then not pay in this shop', 'tidak lagi bisa dipakai membayar di toko ini'),
      both('Yes, unlink it', 'Ya, putuskan tautan'),
    ],
    [
      'unlink/unlinked',
      both('A success page when it has been unlinked', 'Halaman berhasil setelah tautan diputuskan'),
      both('Your OVO account has been unlinked', 'Tautan OVO sudah diputuskan'),
    ],
    [
      'pay-linked/confirm',
      both(
        'The customer confirms paying with OVO: with OVO Cash and OVO Points',
        'Pelanggan mengonfirmasi bayar dengan OVO: OVO Cash dan OVO Points',
      ),
      both('Pay Rp196.000 with OVO', 'Bayar Rp196.000 dengan OVO'),
      same('OVO Points'),
    ],
    [
      'pay-linked/pin',
      both("PIN or security code on OVO's web view", 'PIN atau kode keamanan di webview OVO'),
      shownByOvo,
      both('Enter the PIN', 'Masukkan PIN'),
    ],
    [
      'pay-linked/paid',
      both('A page of the partner: the payment succeeded', 'Halaman mitra: pembayaran berhasil'),
      both('Payment successful', 'Pembayaran berhasil'),
      same('Rp196.000'),
    ],
    [
      'pay-linked/details',
      both('Transaction details', 'Rincian transaksi'),
      both('Transaction details', 'Rincian transaksi'),
      same('SAMPLE-1'),
      same('Rp196.000'),
    ],
    [
      'pay-linked/history',
      both('Transaction history', 'Riwayat transaksi'),
      both('Transaction history', 'Riwayat transaksi'),
      same('SAMPLE-1'),
    ],
    [
      'pay-linked/refunded',
      both('Payments can be refunded', 'Pembayaran dapat dikembalikan'),
      both('Refunded', 'Dana dikembalikan'),
      same('Rp196.000'),
    ],
  ],
  topUp: [
    [
      'top-up/number',
      both(
        'The number is asked for, and an inquiry made, before anything',
        'Nomor diminta, lalu inquiry, sebelum apa pun',
      ),
      both('OVO phone number to top up', 'Nomor ponsel OVO tujuan'),
      both('Check the number', 'Periksa nomor'),
    ],
    [
      'top-up/confirm',
      both('Minimum and maximum of a top-up', 'Batas minimum dan maksimum top up'),
      both('Limits', 'Batas top up'),
      same('Rp10.000 – Rp2.000.000'),
    ],
    [
      'top-up/confirm',
      both(
        'Amount and receiving account are confirmed again, with the admin fee among them',
        'Jumlah dan akun tujuan dikonfirmasi lagi, dengan biaya admin tercantum',
      ),
      both('Name', 'Nama'),
      same('S**i Am****'),
      both('OVO number', 'Nomor OVO'),
      same('XXXXXXXX7890'),
      both('Admin fee', 'Biaya admin'),
      same('Rp1.000'),
      same('Rp196.000'),
      same('Rp197.000'),
    ],
    [
      'top-up/succeeded',
      both('A success page with the amount and its details', 'Halaman berhasil dengan jumlah dan rinciannya'),
      both('Top-up successful', 'Top up berhasil'),
      same('Rp196.000'),
      same('XXXXXXXX7890'),
      same('Rp1.000'),
    ],
    refusal('4033718', 'Customer Account Not Found'),
    refusal('4033705', 'Account or User Status is Inactive'),
    refusal('4033702', 'Exceeds Transaction Amount Limit'),
    refusal('4043713', 'Invalid Amount'),
  ],
  qris: [
    [
      'qris/scan',
      both('A code lives 75 seconds', 'Kode QR berlaku 75 detik'),
      both('Scan to pay Rp196.000', 'Pindai untuk membayar Rp196.000'),
      both('Time left 1:15', 'Sisa waktu 1:15'),
    ],
    [
      'qris/checking',
      both('After that OVO is asked until it is known', 'Setelah itu OVO ditanya sampai jelas'),
      both('Checking with OVO', 'Sedang dicek ke OVO'),
    ],
    [
      'qris/expired',
      both('What expired says so; a new code can be taken', 'Yang kedaluwarsa diberitahukan; kode baru dapat diambil'),
      both('This code has expired', 'Kode ini sudah kedaluwarsa'),
      both('Get a new code', 'Ambil kode baru'),
    ],
    [
      'qris/regenerated',
      both('A new code has 75 seconds of its own', 'Kode baru kembali berlaku 75 detik'),
      both('Time left 1:15', 'Sisa waktu 1:15'),
    ],
    [
      'qris/paid',
      both('The shopper sees that it is paid', 'Pembeli melihat bahwa sudah dibayar'),
      both('Payment successful', 'Pembayaran berhasil'),
      same('Rp196.000'),
    ],
  ],
  push: [
    [
      'push-to-pay/confirm',
      both('55 seconds to confirm in the app', '55 detik untuk konfirmasi di aplikasi'),
      both('Time left 0:55', 'Sisa waktu 0:55'),
      same('0812****7890'),
    ],
    ['push-to-pay/paid', both('RC 00: paid', 'RC 00: berhasil'), pushText('00')],
    [
      'push-to-pay/not-registered',
      both('RC 14: the number is not registered', 'RC 14: nomor tidak terdaftar'),
      pushText('14'),
    ],
    ['push-to-pay/declined', both('RC 17: cancelled by the customer', 'RC 17: dibatalkan pelanggan'), pushText('17')],
    [
      'push-to-pay/no-notification',
      both('RC 26: the app could not be notified', 'RC 26: aplikasi tidak dapat diberi notifikasi'),
      pushText('26'),
    ],
    [
      'push-to-pay/checking',
      both('No answer: the outcome is not known yet', 'Tanpa jawaban: hasilnya belum diketahui'),
      both('Checking with OVO', 'Sedang dicek ke OVO'),
    ],
    [
      'push-to-pay/timeout',
      both(
        'No answer, and reversed: the customer is told of the timeout',
        'Tanpa jawaban dan di-reversal: waktu habis diberitahukan',
      ),
      noAnswerText,
    ],
  ],
  addition: [
    [
      'qris/scan',
      both('The shopper can pay on the same phone', 'Pembeli dapat membayar di ponsel yang sama'),
      both('Paying on this phone?', 'Membayar dari ponsel ini?'),
      both('Save the QR picture', 'Simpan gambar QR'),
    ],
  ],
}

/** All of them, document by document. */
export const mandates: readonly Mandate[] = (Object.keys(rows) as Source[]).flatMap((source) =>
  rows[source].map(([on, asks, ...says]) => ({ source, on, asks, says })),
)
