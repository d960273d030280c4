import { topUpRefusals } from '@ovokit/core/top-up'
import type { Text } from '../text.ts'
import { both, type ElementScreen, type Journey, type MockupScreen, same, screen } from './mockup-screen.ts'

type Reason = (typeof topUpRefusals)[number]['reason']

const topUp = (status: string, more: object = {}): ElementScreen => ({
  tag: 'ovo-top-up',
  step: status,
  view: { status, ...more },
})

/** The text that the server sends, from where it has it. */
const textOf = (reason: Reason) => topUpRefusals.find((refusal) => refusal.reason === reason)?.shopper ?? null

/** An inquiry that OVO refuses: the four failures that its guidance wants shown. */
const refused = (responseCode: string, name: Text, reason: Reason, step: 'phone' | 'problem'): MockupScreen =>
  screen(`refused-${responseCode}`, both(`${responseCode}: ${name.en}`, `${responseCode}: ${name.id}`), {
    tag: 'ovo-top-up',
    step,
    view: null,
    phone: '081234567890',
    refusal: { code: `top-up-${reason}`, text: textOf(reason) },
  })

export const toppingUp: Journey = {
  name: 'top-up',
  title: both('Customer top-up', 'Top up pelanggan'),
  place: same('Top up'),
  screens: [
    screen('number', both('The OVO number to top up', 'Nomor OVO tujuan'), {
      tag: 'ovo-top-up',
      step: 'phone',
      view: null,
    }),
    screen(
      'confirm',
      both(
        'After the inquiry: account, amount, limits and admin fee',
        'Setelah inquiry: akun, jumlah, batas, dan biaya admin',
      ),
      topUp('confirm'),
    ),
    screen('sending', both('Confirmed, and on its way', 'Dikonfirmasi, sedang dikirim'), topUp('sending')),
    screen('succeeded', both('Success, with amount and details', 'Berhasil, dengan jumlah dan rinciannya'), {
      ...topUp('succeeded'),
    }),
    refused('4033718', both('Customer Account Not Found', 'akun tidak ditemukan'), 'account-not-found', 'phone'),
    refused('4033705', both('Account or User Status is Inactive', 'akun tidak aktif'), 'account-inactive', 'phone'),
    refused('4033702', both('Exceeds Transaction Amount Limit', 'melebihi batas'), 'over-limit', 'problem'),
    refused('4043713', both('Invalid Amount', 'jumlah tidak sah'), 'amount-invalid', 'problem'),
    screen('failed', both('Refused after the confirmation', 'Ditolak setelah konfirmasi'), {
      ...topUp('failed', { text: textOf('over-limit') }),
    }),
    screen('checking', both('No clear answer yet: asked until known', 'Belum ada jawaban: dicek sampai jelas'), {
      ...topUp('checking'),
    }),
    screen('expired', both('Not confirmed for ten minutes', 'Tidak dikonfirmasi selama sepuluh menit'), {
      ...topUp('expired'),
    }),
  ],
}
