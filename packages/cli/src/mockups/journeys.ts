import { noAnswerText, readPushToPayCode } from '@ovokit/core/push-to-pay'
import { topUpRefusals } from '@ovokit/core/top-up'
import type { Text } from '../text.ts'
import type { ElementScreen, Journey, MockupScreen } from './mockup-screen.ts'

const phone = '081234567890'
const maskedPhone = '0812****7890'

/** What OVO wants said, from where the shop itself says it. */
const pushText = (code: string): Text | null => readPushToPayCode(code)?.shopper ?? null
const topUpText = (reason: string): Text | null =>
  topUpRefusals.find((refusal) => refusal.reason === reason)?.shopper ?? null

const screen = (name: string, caption: readonly [en: string, id: string], shows: ElementScreen): MockupScreen => ({
  ...{ name, shows },
  caption: { en: caption[0], id: caption[1] },
})

const atOvo = (
  name: string,
  caption: readonly [en: string, id: string],
  [en, id, action, actionId]: readonly [en: string, id: string, action: string, actionId: string],
): MockupScreen => ({
  name,
  caption: { en: caption[0], id: caption[1] },
  shows: { ovo: { en, id }, action: { en: action, id: actionId } },
})

const qris = (view: ElementScreen['view'], step: string): ElementScreen => ({ tag: 'ovo-qris', step, view })
const push = (status: string, text: Text | null = null): ElementScreen => ({
  ...{ tag: 'ovo-push-to-pay', step: status },
  view: { method: 'push-to-pay', maskedPhone, status, text, secondsLeft: 48 },
})
const linked = (status: string): ElementScreen => ({
  ...{ tag: 'ovo-linked-pay', step: status },
  view: { method: 'linked', status, secondsLeft: 280 },
})
const link = (view: { readonly status: string } & Readonly<Record<string, unknown>>): ElementScreen => ({
  ...{ tag: 'ovo-link', step: view.status, view: { maskedPhone, ...view } },
})
const topUp = (status: string): ElementScreen => ({ tag: 'ovo-top-up', step: status, view: { status } })

/** A top-up that OVO takes no part in: the four failures that its guidance wants shown. */
const topUpRefused = (
  responseCode: string,
  name: string,
  [code, reason, step]: readonly [code: string, reason: string, step: string],
): MockupScreen =>
  screen(`refused-${responseCode}`, [`${responseCode} ${name}`, `${responseCode} ${name}`], {
    ...{ tag: 'ovo-top-up', step, view: null, phone, refusal: { code, text: topUpText(reason) } },
  })

/** Every journey of OVO's two guidance documents and of the two payments, screen by screen. */
export const journeys: readonly Journey[] = [
  {
    name: 'link',
    title: { en: 'Account linkage', id: 'Penautan akun' },
    screens: [
      screen(
        'activation',
        ['Wallet page with the activation button', 'Halaman dompet dengan tombol aktivasi'],
        link({ status: 'none', maskedPhone: null }),
      ),
      screen('number', ['The customer gives the OVO number', 'Pelanggan mengisi nomor OVO'], {
        ...link({ status: 'none', maskedPhone: null }),
        ...{ step: 'phone', press: { en: 'Activate OVO', id: 'Aktifkan OVO' } },
      }),
      atOvo(
        'terms',
        ["OVO's terms: read, then Lanjutkan", 'Syarat dan Ketentuan OVO: baca, lalu Lanjutkan'],
        ['Terms and conditions', 'Syarat dan Ketentuan', 'Lanjutkan', 'Lanjutkan'],
      ),
      atOvo(
        'otp',
        ['OTP from an SMS, sent and checked by OVO', 'OTP lewat SMS, dikirim dan diperiksa OVO'],
        ['Enter the OTP', 'Masukkan OTP', '• • • •', '• • • •'],
      ),
      atOvo(
        'security-code',
        ['The security code of the OVO app', 'Kode keamanan seperti di aplikasi OVO'],
        ['Enter your security code', 'Masukkan kode keamanan', '• • • • • •', '• • • • • •'],
      ),
      screen(
        'linked',
        ['Success: the account is linked', 'Berhasil: akun tertaut'],
        link({ status: 'linked', balance: { cash: 250_000, points: 1_250 } }),
      ),
      screen('declined', ['OVO did not link it', 'OVO tidak menautkannya'], link({ status: 'declined' })),
    ],
  },
  {
    name: 'unlink',
    title: { en: 'Account unlinkage', id: 'Pemutusan tautan akun' },
    screens: [
      screen('settings', ['Account settings with Unlink', 'Pengaturan akun dengan menu putus tautan'], {
        ...link({ status: 'linked' }),
      }),
      screen('confirmation', ['Confirmation', 'Konfirmasi'], {
        ...link({ status: 'linked' }),
        ...{ step: 'unlink', press: { en: 'Unlink OVO', id: 'Putuskan tautan OVO' } },
      }),
      screen('unlinked', ['Success: unlinked', 'Berhasil: tautan diputuskan'], link({ status: 'unlinked' })),
    ],
  },
  {
    name: 'pay-linked',
    title: { en: 'Payment out of the linked account', id: 'Pembayaran dengan akun tertaut' },
    screens: [
      screen('confirm', ['The customer confirms paying with OVO', 'Pelanggan setuju membayar dengan OVO'], {
        ...{ tag: 'ovo-linked-pay', step: 'review', view: null },
      }),
      atOvo(
        'pin',
        ["PIN on OVO's page", 'PIN di halaman OVO'],
        ['Enter your PIN', 'Masukkan PIN', '• • • • • •', '• • • • • •'],
      ),
      screen('paid', ['Success at the shop', 'Berhasil di toko'], linked('paid')),
      screen('checking', ['No clear answer yet: asked until known', 'Belum ada jawaban: dicek sampai jelas'], {
        ...linked('checking'),
      }),
      screen('expired', ['PIN not entered in time', 'PIN tidak dimasukkan tepat waktu'], linked('expired')),
      screen('failed', ['Refused', 'Ditolak'], linked('failed')),
      screen('refunded', ['Refunded', 'Dana dikembalikan'], linked('refunded')),
    ],
  },
  {
    name: 'top-up',
    title: { en: 'Customer top-up', id: 'Top up pelanggan' },
    screens: [
      screen('number', ['Number to top up', 'Nomor tujuan'], { tag: 'ovo-top-up', step: 'phone', view: null }),
      screen(
        'confirm',
        ['Amount, account and admin fee, before confirming', 'Jumlah, akun, dan biaya admin, sebelum konfirmasi'],
        topUp('confirm'),
      ),
      screen('sending', ['On its way', 'Sedang dikirim'], topUp('sending')),
      screen('succeeded', ['Success, with the amount', 'Berhasil, dengan jumlahnya'], topUp('succeeded')),
      screen('checking', ['No clear answer yet: asked until known', 'Belum ada jawaban: dicek sampai jelas'], {
        ...topUp('checking'),
      }),
      topUpRefused('4033718', 'Customer Account Not Found', ['top-up-account-not-found', 'account-not-found', 'phone']),
      topUpRefused('4033705', 'Account or User Status is Inactive', [
        ...(['top-up-account-inactive', 'account-inactive', 'phone'] as const),
      ]),
      topUpRefused('4033702', 'Exceeds Transaction Amount Limit', ['top-up-over-limit', 'over-limit', 'problem']),
      topUpRefused('4043713', 'Invalid Amount', ['top-up-amount-invalid', 'amount-invalid', 'problem']),
    ],
  },
  {
    name: 'push-to-pay',
    title: { en: 'Push To Pay', id: 'Push To Pay' },
    screens: [
      screen('number', ['The OVO number', 'Nomor OVO'], { tag: 'ovo-push-to-pay', step: 'phone', view: null }),
      screen('not-registered', ['RC 14: not registered', 'RC 14: tidak terdaftar'], {
        ...{ tag: 'ovo-push-to-pay', step: 'phone', view: null, phone },
        refusal: { code: 'phone-not-registered', text: pushText('14') },
      }),
      screen('confirm', ['55 seconds to confirm in the app', '55 detik untuk konfirmasi di aplikasi'], push('confirm')),
      screen('paid', ['RC 00: paid', 'RC 00: berhasil'], push('paid', pushText('00'))),
      screen('declined', ['RC 17: cancelled by the customer', 'RC 17: dibatalkan pelanggan'], {
        ...push('declined', pushText('17')),
      }),
      screen('no-notification', ['RC 26: no notification', 'RC 26: notifikasi gagal'], push('failed', pushText('26'))),
      screen(
        'checking',
        ['No answer: checked, then reversed', 'Tanpa jawaban: dicek, lalu reversal'],
        push('checking'),
      ),
      screen('timeout', ['Reversed: timeout', 'Sudah di-reversal: waktu habis'], push('reversed', noAnswerText)),
    ],
  },
  {
    name: 'qris',
    title: { en: 'Dynamic QRIS', id: 'QRIS dinamis' },
    screens: [
      screen('scan', ['The code, 75 seconds', 'Kode QR, 75 detik'], qris({ status: 'scan', secondsLeft: 68 }, 'scan')),
      screen('about-to-expire', ['About to expire', 'Hampir kedaluwarsa'], {
        ...qris({ status: 'scan', secondsLeft: 9 }, 'scan'),
      }),
      screen('checking', ['Checking with OVO', 'Dicek ke OVO'], qris({ status: 'checking' }, 'checking')),
      screen('expired', ['Expired, with a new code', 'Kedaluwarsa, dengan kode baru'], {
        ...qris({ status: 'expired' }, 'expired'),
      }),
      screen('paid', ['Paid', 'Berhasil'], qris({ status: 'paid' }, 'paid')),
      screen('refunded', ['Refunded', 'Dana dikembalikan'], qris({ status: 'refunded' }, 'refunded')),
    ],
  },
]
