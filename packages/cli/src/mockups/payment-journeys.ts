import { noAnswerText, readPushToPayCode } from '@ovokit/core/push-to-pay'
import type { Text } from '../text.ts'
import { both, type ElementScreen, type Journey, screen } from './mockup-screen.ts'

const qris = (status: string, more: object = {}): ElementScreen => ({
  tag: 'ovo-qris',
  step: status,
  view: { status, ...more },
})

export const payingByQris: Journey = {
  name: 'qris',
  title: both('Dynamic QRIS', 'QRIS dinamis'),
  place: null,
  screens: [
    screen(
      'scan',
      both(
        'The code, for 75 seconds; on the same phone: save the picture',
        'Kode QR, 75 detik; di ponsel yang sama: simpan gambar',
      ),
      qris('scan', { secondsLeft: 75 }),
    ),
    screen(
      'about-to-expire',
      both('The last 15 seconds', 'Lima belas detik terakhir'),
      qris('scan', { secondsLeft: 9 }),
    ),
    screen('paid', both('Paid', 'Pembayaran berhasil'), qris('paid')),
    screen('checking', both('75 seconds are over: OVO is asked', '75 detik habis: dicek ke OVO'), qris('checking')),
    screen('expired', both('Expired, with a button for a new code', 'Kedaluwarsa, dengan tombol kode baru'), {
      ...qris('expired'),
    }),
    screen('regenerated', both('The new code, for 75 seconds again', 'Kode baru, kembali 75 detik'), {
      ...qris('expired'),
      step: 'scan',
      press: both('Get a new code', 'Ambil kode baru'),
      answer: { id: 'sample-2', status: 'scan', secondsLeft: 75 },
    }),
    screen('refunded', both('Refunded', 'Dana dikembalikan'), qris('refunded')),
  ],
}

/** The words that OVO prescribes, from where the server has them. */
const saidOf = (code: string): Text | null => readPushToPayCode(code)?.shopper ?? null
const push = (status: string, text: Text | null = null, secondsLeft = 0): ElementScreen => ({
  tag: 'ovo-push-to-pay',
  step: status,
  view: { method: 'push-to-pay', maskedPhone: '0812****7890', status, text, secondsLeft },
})
const number: ElementScreen = { tag: 'ovo-push-to-pay', step: 'phone', view: null }

export const payingByPush: Journey = {
  name: 'push-to-pay',
  title: both('Push To Pay', 'Push To Pay'),
  place: both('Checkout', 'Pembayaran'),
  screens: [
    screen('number', both('The OVO number', 'Nomor OVO'), number),
    screen('confirm', both('55 seconds to confirm in the OVO app', '55 detik untuk konfirmasi di aplikasi OVO'), {
      ...push('confirm', null, 55),
    }),
    screen('paid', both('RC 00: paid', 'RC 00: pembayaran berhasil'), push('paid', saidOf('00'))),
    screen('not-registered', both('RC 14: the number is not registered', 'RC 14: nomor tidak terdaftar'), {
      ...number,
      phone: '081234567890',
      refusal: { code: 'phone-not-registered', text: saidOf('14') },
    }),
    screen('declined', both('RC 17: cancelled by the customer', 'RC 17: dibatalkan pelanggan'), {
      ...push('declined', saidOf('17')),
    }),
    screen('no-notification', both('RC 26: no notification could be sent', 'RC 26: notifikasi gagal dikirim'), {
      ...push('failed', saidOf('26')),
    }),
    screen(
      'checking',
      both('No answer: checked, then reversed', 'Tanpa jawaban: dicek, lalu reversal'),
      push('checking'),
    ),
    screen('timeout', both('No answer, and reversed: timeout', 'Tanpa jawaban, sudah di-reversal: waktu habis'), {
      ...push('reversed', noAnswerText),
    }),
    screen('refunded', both('Voided: refunded', 'Void: dana dikembalikan'), push('refunded')),
  ],
}
