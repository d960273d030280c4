import { isIP } from 'node:net'
import { type Check, ok, unknown } from './finding.ts'

const patienceMillis = 5_000

/** The address that OVO sees this machine under, for its whitelist. Asked of others only where OVO itself is meant. */
export const checkAddress: Check = async ({ input, settings: { environment } }) => {
  const asked = input.text('address-service')
  if (asked === 'none' || (asked === undefined && typeof environment !== 'string')) return []
  const service = asked ?? 'https://api.ipify.org'
  const text = await fetch(service, { signal: AbortSignal.timeout(patienceMillis) })
    .then((answer) => (answer.ok ? answer.text() : ''))
    .catch(() => '')
  const address = text.trim()
  if (isIP(address) !== 0) {
    return [
      ok('address', {
        en: `requests leave from ${address}: for OVO's whitelist, if the shop runs here`,
        id: `request keluar dari ${address}: untuk whitelist OVO, kalau toko jalan di sini`,
      }),
    ]
  }
  return [
    unknown(
      'address',
      {
        en: 'no service says under which address requests leave',
        id: 'tidak ada layanan yang menyebut alamat IP keluar',
      },
      {
        en: 'ask your provider for the address of the NAT gateway, or run `curl https://api.ipify.org` on the server; containers and functions need a fixed one',
        id: 'tanyakan alamat NAT gateway ke penyedia, atau jalankan `curl https://api.ipify.org` di server; container dan function butuh alamat tetap',
      },
    ),
  ]
}
