import type { SnapConfig } from '@ovokit/core'
import { signCallback } from '@ovokit/core/testing'
import type { Text } from '../text.ts'
import { type Check, type Finding, fault, ok, unknown } from './finding.ts'

const patienceMillis = 10_000
/** A number that no shop has: twelve digits, like ours, but from before ours begin. */
const nobodys = '000000000000'
const plain = JSON.stringify({ originalPartnerReferenceNo: nobodys, latestTransactionStatus: '00' })
/** The same to a parser, but not the same bytes once somebody has written it anew. */
const peculiar = `{"originalPartnerReferenceNo":"${nobodys}","latestTransactionStatus":"\\u0030\\u0030","note":"caf\\u00e9 é","n":1.0}`

/** Calls each merchant's callback address the way OVO will, about a number that is nobody's: nothing changes (G9). */
export const checkCallbacks: Check = async ({ input, settings: { merchants, callbackUrls, environment } }) => {
  const findings: Finding[] = []
  for (const [name, { snap }] of Object.entries(merchants)) {
    if (snap === undefined) continue
    const address = input.text('callback-url') ?? callbackUrls[name]
    findings.push(...(await checkOne(name, snap, address, environment)))
  }
  return findings
}

async function checkOne(
  name: string,
  snap: SnapConfig,
  address: string | undefined,
  environment: unknown,
): Promise<readonly Finding[]> {
  if (address === undefined) {
    return [
      unknown(
        'callback',
        { en: `${name}: no callback address is known`, id: `${name}: alamat callback tidak diketahui` },
        { en: 'set OVO_CALLBACK_URL, or say --callback-url', id: 'isi OVO_CALLBACK_URL, atau pakai --callback-url' },
      ),
    ]
  }
  if (!URL.canParse(address))
    return [fault('callback', both(`${name}: ${address} is not a URL`, `${name}: ${address} bukan URL`))]
  const url = new URL(address)
  const insecure =
    environment === 'production' && url.protocol !== 'https:'
      ? [
          fault(
            'callback-https',
            both(`${address} is not https`, `${address} bukan https`),
            both('register the https address', 'daftarkan alamat https'),
          ),
        ]
      : []
  const unsigned = await call(url, { 'content-type': 'application/json' }, plain)
  const stranger = await judgeUnsigned(address, unsigned)
  if (stranger !== null) return [...insecure, stranger]
  const answers = [
    ...insecure,
    ok(
      'callback',
      both(
        `${address} answers, and refuses what is not signed`,
        `${address} menjawab, dan menolak yang tidak ditandatangani`,
      ),
    ),
  ]
  if (
    snap.dialect?.callbackSignature === 'asymmetric' ||
    snap.dialect?.callbackToken === 'issued' ||
    snap.dialect?.callbackToken === 'b2b'
  ) {
    return [
      ...answers,
      unknown(
        'callback-signature',
        both(
          'only OVO itself can sign callbacks in this dialect',
          'dalam dialect ini hanya OVO yang bisa menandatangani callback',
        ),
      ),
    ]
  }
  return [...answers, ...(await judgeSigned(url, snap))]
}

async function judgeUnsigned(address: string, { code, status, location }: Heard): Promise<Finding | null> {
  if (code?.startsWith('40152') === true) return null
  if (code?.startsWith('5005200') === true) {
    return fault(
      'callback-body',
      both(
        'the shop answers its own fault (5005200): a body parser took the bytes, or OvoKit is not started',
        'toko menjawab kesalahannya sendiri (5005200): body parser mengambil isi, atau OvoKit belum dijalankan',
      ),
      both(
        'mount it before body parsers; the shop’s own log names the mend',
        'pasang sebelum body parser; log toko menyebut caranya',
      ),
    )
  }
  if (code?.startsWith('200') === true) {
    return fault(
      'callback',
      both(`${address} takes callbacks that nobody signed`, `${address} menerima callback tanpa tanda tangan`),
      both(
        'something else than OvoKit answers there; look at the path',
        'yang menjawab di sana bukan OvoKit; periksa path-nya',
      ),
    )
  }
  if (status === 0) {
    return fault(
      'callback',
      both(`${address} cannot be reached from here`, `${address} tidak bisa dihubungi dari sini`),
      both(
        'is the shop running, and its port open? OVO calls from outside: try from outside too',
        'apakah toko jalan dan port-nya terbuka? OVO memanggil dari luar: coba juga dari luar',
      ),
    )
  }
  if (status >= 300 && status < 400) {
    return fault(
      'callback',
      both(
        `${address} leads elsewhere (${location}); OVO does not follow`,
        `${address} mengalihkan (${location}); OVO tidak mengikutinya`,
      ),
      both('register the address that it leads to', 'daftarkan alamat tujuannya'),
    )
  }
  return fault(
    'callback',
    both(`${address} does not answer SNAP (HTTP ${status})`, `${address} tidak menjawab SNAP (HTTP ${status})`),
    both(
      'look at the path (…/v1.0/qr/qr-mpm-notify), the global prefix, and what stands in front: login, CSRF, firewall',
      'periksa path (…/v1.0/qr/qr-mpm-notify), prefix, dan yang ada di depannya: login, CSRF, firewall',
    ),
  )
}

/** Signed right, it must be taken (and found to be nobody's); if it is not, what was changed on the way is narrowed down. */
async function judgeSigned(url: URL, snap: SnapConfig): Promise<readonly Finding[]> {
  const path = url.pathname + url.search
  const send = (body: string, signed: { path?: string; at?: number; secret?: string } = {}): Promise<Heard> => {
    const { headers } = signCallback({
      path: signed.path ?? path,
      body,
      at: new Date(signed.at ?? Date.now()),
      credentials: { clientId: snap.clientId, clientSecret: signed.secret ?? snap.clientSecret },
      encoding: snap.dialect?.signatureEncoding ?? 'base64',
    })
    return call(url, headers, body)
  }
  const isTaken = ({ code }: Heard): boolean => code?.startsWith('40452') === true
  const refused = (text: Text, mend: Text): readonly Finding[] => [fault('callback-signature', text, mend)]

  const [first, forged] = [await send(plain), await send(plain, { secret: `${snap.clientSecret}x` })]
  if (isTaken(forged) || forged.code?.startsWith('200') === true) {
    return refused(
      both('callbacks with a wrong signature are taken', 'callback dengan tanda tangan salah diterima'),
      both('something else than OvoKit answers there', 'yang menjawab di sana bukan OvoKit'),
    )
  }
  if (isTaken(first)) {
    const signature = ok(
      'callback-signature',
      both('signed callbacks are taken, forged ones refused', 'callback bertanda tangan diterima, yang palsu ditolak'),
    )
    if (isTaken(await send(peculiar)))
      return [signature, ok('callback-body', both('the body arrives byte for byte', 'isi callback sampai utuh'))]
    return [
      signature,
      fault(
        'callback-body',
        both(
          'the body is written anew on the way: OVO’s signature will not fit',
          'isi callback ditulis ulang di jalan: tanda tangan OVO tidak akan cocok',
        ),
        both(
          'find the proxy, gateway or body parser that parses JSON, and let the bytes through',
          'cari proxy, gateway, atau body parser yang mengurai JSON, dan biarkan isinya utuh',
        ),
      ),
    ]
  }
  // What the shop may see instead of the path that OVO calls: the same without its first parts, or without its query.
  const parts = url.pathname.split('/').filter((part) => part !== '')
  const shorter = parts.map((_, index) => `/${parts.slice(index).join('/')}`).slice(1)
  for (const other of [...shorter, url.pathname]) {
    if (other === path || !isTaken(await send(plain, { path: other }))) continue
    return refused(
      both(`a proxy changes the path: the shop sees ${other}`, `proxy mengubah path: toko melihat ${other}`),
      both(
        'give the adapter signedPath, which says the path as OVO called it',
        'isi signedPath pada adapter: path seperti yang dipanggil OVO',
      ),
    )
  }
  // OvoKit says its own time in every answer.
  if (first.at !== null && isTaken(await send(plain, { at: first.at }))) {
    const minutes = Math.round((first.at - Date.now()) / 60_000)
    return refused(
      both(`the shop's clock is ${minutes} minutes off`, `jam toko meleset ${minutes} menit`),
      both('synchronise the clock of the shop or of its database', 'sinkronkan jam toko atau jam databasenya'),
    )
  }
  return refused(
    both(
      'the shop refuses callbacks signed with these settings',
      'toko menolak callback yang ditandatangani dengan pengaturan ini',
    ),
    both(
      'the running shop has another client secret or client id (restart it?), or its bytes are changed on the way',
      'toko yang jalan memakai client secret atau client id lain (perlu restart?), atau isinya berubah di jalan',
    ),
  )
}

interface Heard {
  readonly code: string | null
  readonly status: number
  readonly location: string
  /** The shop's own time, where it says it. */
  readonly at: number | null
}

async function call(url: URL, headers: Readonly<Record<string, string>>, body: string): Promise<Heard> {
  try {
    const signal = AbortSignal.timeout(patienceMillis)
    const response = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal })
    const read = (await response.json().catch(() => ({}))) as { responseCode?: unknown } | null
    const code = typeof read?.responseCode === 'string' ? read.responseCode : null
    const at = Date.parse(response.headers.get('x-timestamp') ?? '')
    const location = response.headers.get('location') ?? ''
    return { code, status: response.status, location, at: Number.isNaN(at) ? null : at }
  } catch {
    return { code: null, status: 0, location: '', at: null }
  }
}

const both = (en: string, id: string): Text => ({ en, id })
