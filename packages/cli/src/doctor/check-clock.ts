import { pushToPayHosts } from '@ovokit/core/push-to-pay'
import { snapHosts } from '@ovokit/core/snap'
import { type Check, fault, ok, unknown, warning } from './finding.ts'

const patienceMillis = 10_000

/** How far this machine's clock is from OVO's, by the Date header of any answer. Says too whether OVO can be reached. */
export const checkClock: Check = async ({ settings: { environment, merchants } }) => {
  const has = (side: 'snap' | 'pushToPay'): boolean => Object.values(merchants).some((one) => one[side] !== undefined)
  const base =
    typeof environment === 'string'
      ? has('snap')
        ? snapHosts[environment]
        : pushToPayHosts[environment]
      : (environment.snap ?? environment.pushToPay)
  if (base === undefined || !URL.canParse(base)) return []
  const { host } = new URL(base)
  const asked = Date.now()
  const answer = await fetch(base, { redirect: 'manual', signal: AbortSignal.timeout(patienceMillis) }).catch(
    () => null,
  )
  if (answer === null) {
    return [
      fault(
        'ovo-reachable',
        { en: `${host} cannot be reached from here`, id: `${host} tidak bisa dihubungi dari sini` },
        {
          en: 'look at DNS, firewall and proxy; OVO answers only addresses on its whitelist in production',
          id: 'periksa DNS, firewall, dan proxy; di production OVO hanya menjawab alamat IP yang terdaftar',
        },
      ),
    ]
  }
  await answer.body?.cancel()
  const reached = ok('ovo-reachable', { en: `${host} can be reached`, id: `${host} bisa dihubungi` })
  const date = Date.parse(answer.headers.get('date') ?? '')
  if (Number.isNaN(date)) {
    return [reached, unknown('clock', { en: 'OVO does not say its time', id: 'OVO tidak menyebut waktunya' })]
  }
  // The header counts whole seconds, and was written somewhere between question and answer.
  const seconds = Math.round(((asked + Date.now()) / 2 - (date + 500)) / 1000)
  const how = { en: `this clock is ${seconds} s from OVO's`, id: `jam ini berbeda ${seconds} detik dari OVO` }
  const mend = {
    en: 'switch time synchronisation on (timedatectl set-ntp true)',
    id: 'nyalakan sinkronisasi waktu (timedatectl set-ntp true)',
  }
  if (Math.abs(seconds) >= 300) return [reached, fault('clock', how, mend)]
  return [reached, Math.abs(seconds) > 10 ? warning('clock', how, mend) : ok('clock', how)]
}
