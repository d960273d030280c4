import { readPushToPayCode } from '@ovokit/core/push-to-pay'
import { both, type ElementScreen, type Journey, same, screen } from './mockup-screen.ts'

const phone = '081234567890'

const link = (view: { readonly status: string } & Readonly<Record<string, unknown>>): ElementScreen => ({
  tag: 'ovo-link',
  step: view.status,
  view: { maskedPhone: '0812****7890', ...view },
})
const linkedAccount = link({ status: 'linked', balance: { cash: 250_000, points: 1_250 } })
const asked: ElementScreen = {
  ...link({ status: 'none', maskedPhone: null }),
  step: 'phone',
  press: both('Activate OVO', 'Aktifkan OVO'),
}

export const linking: Journey = {
  name: 'link',
  title: both('Account linkage', 'Penautan akun'),
  place: both('Wallet', 'Dompet'),
  screens: [
    screen(
      'activation',
      both('Wallet page with the OVO activation button', 'Halaman dompet dengan tombol aktivasi OVO'),
      {
        ...link({ status: 'none', maskedPhone: null }),
      },
    ),
    screen('number', both('The customer gives the OVO number', 'Pelanggan mengisi nomor OVO'), asked),
    screen('terms', both("OVO's terms: read, and scroll down", 'Syarat dan Ketentuan OVO: dibaca, gulir ke bawah'), {
      ovo: both('OVO terms and conditions', 'Syarat dan Ketentuan OVO'),
      about: both(
        'The customer reads them. A scroll-down button leads to the end.',
        'Pelanggan membacanya. Tombol gulir ke bawah membawa ke bagian akhir.',
      ),
      control: both('Scroll down ↓', 'Gulir ke bawah ↓'),
    }),
    screen('terms-accepted', both('At their end: Lanjutkan, on to the OTP', 'Di bagian akhir: Lanjutkan, menuju OTP'), {
      ovo: both('OVO terms and conditions', 'Syarat dan Ketentuan OVO'),
      about: both('At the end of the terms, the way on to the OTP.', 'Di akhir syarat, jalan menuju halaman OTP.'),
      control: same('Lanjutkan'),
    }),
    screen('otp', both('OTP out of an SMS, sent and checked by OVO', 'OTP dari SMS, dikirim dan diperiksa OVO'), {
      ovo: both('Enter the OTP', 'Masukkan OTP'),
      about: both('It comes by SMS. OVO sends and checks it.', 'Diterima lewat SMS. Dikirim dan diperiksa oleh OVO.'),
      control: same('• • • •'),
    }),
    screen('security-code', both('Security code, as set in the OVO app', 'Kode keamanan, seperti di aplikasi OVO'), {
      ovo: both('Enter the security code', 'Masukkan kode keamanan'),
      about: both('The same as set in the OVO app.', 'Sama dengan yang dibuat di aplikasi OVO.'),
      control: same('• • • • • •'),
    }),
    screen('checking', both('Back at the shop, until OVO has said', 'Kembali di toko, sampai OVO memberi kabar'), {
      ...link({ status: 'checking' }),
    }),
    screen('linked', both('Success: linked, with the balance', 'Berhasil: tertaut, dengan saldonya'), linkedAccount),
    screen('not-registered', both('The number has no OVO account', 'Nomor tidak terdaftar di OVO'), {
      ...asked,
      phone,
      refusal: { code: 'phone-not-registered', text: readPushToPayCode('14')?.shopper ?? null },
    }),
    screen('not-finished', both("Back without finishing on OVO's pages", 'Kembali sebelum selesai di halaman OVO'), {
      ...link({ status: 'away' }),
    }),
    screen('declined', both('OVO did not link it', 'OVO tidak menautkannya'), link({ status: 'declined' })),
  ],
}

const unlink = both('Unlink OVO', 'Putuskan tautan OVO')

export const unlinking: Journey = {
  name: 'unlink',
  title: both('Account unlinkage', 'Pemutusan tautan akun'),
  place: both('Account settings', 'Pengaturan akun'),
  screens: [
    screen('settings', both('Account settings with Unlink', 'Pengaturan akun dengan putuskan tautan'), linkedAccount),
    screen('confirmation', both('Confirmation: it will be unlinked', 'Konfirmasi: tautan akan diputuskan'), {
      ...linkedAccount,
      step: 'unlink',
      press: unlink,
    }),
    screen('unlinking', both('OVO is being told', 'OVO sedang diberi tahu'), link({ status: 'unlinking' })),
    screen('unlinked', both('Success: unlinked', 'Berhasil: tautan diputuskan'), link({ status: 'unlinked' })),
    screen('ended-by-ovo', both("Ended by OVO, or in OVO's app", 'Diakhiri OVO, atau di aplikasi OVO'), {
      ...link({ status: 'revoked' }),
    }),
  ],
}
