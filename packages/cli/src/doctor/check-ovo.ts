import type { SnapConfig } from '@ovokit/core'
import { type Answer, askSnap } from './ask-snap.ts'
import { type Check, type Finding, fault, ok, unknown } from './finding.ts'

/** Whether OVO gives each merchant a token (signing key), and takes its signature on a call (client secret). */
export const checkOvo: Check = async ({ settings }) => {
  const findings: Finding[] = []
  for (const [name, { snap, pushToPay }] of Object.entries(settings.merchants)) {
    if (snap !== undefined) findings.push(...(await checkSnap(name, snap, settings.environment)))
    else if (pushToPay !== undefined) {
      findings.push(
        unknown(
          'push-to-pay',
          {
            en: `${name}: Push To Pay has no call that proves credentials and touches nobody`,
            id: `${name}: Push To Pay tidak punya panggilan uji yang tidak menyentuh siapa pun`,
          },
          { en: 'ovokit probe --phone with a number of yours', id: 'ovokit probe --phone dengan nomor Anda sendiri' },
        ),
      )
    }
  }
  return findings
}

async function checkSnap(name: string, snap: SnapConfig, environment: unknown): Promise<readonly Finding[]> {
  const answers = await askSnap(snap, environment as 'staging')
  if (answers === null) return []
  const { token, query } = answers
  if (!token.isGood) {
    return [
      fault(
        'token',
        { en: `${name}: OVO gives no token (${said(token)})`, id: `${name}: OVO tidak memberi token (${said(token)})` },
        token.code?.startsWith('401') === true
          ? {
              en: 'OVO does not know this client id, or has another public key; also look at the clock',
              id: 'OVO tidak mengenal client id ini, atau punya kunci publik lain; periksa juga jamnya',
            }
          : {
              en: 'ask again in a moment; if it stays, send OVO this answer with the time',
              id: 'coba sebentar lagi; kalau tetap begitu, kirim jawaban ini dan waktunya ke OVO',
            },
      ),
    ]
  }
  const tokenGood = ok('token', { en: `${name}: OVO gives a token`, id: `${name}: OVO memberi token` })
  if (query === null) return [tokenGood]
  const isTaken = query.status !== 401 && query.code !== null && !query.code.startsWith('401')
  if (isTaken)
    return [
      tokenGood,
      ok('signature', { en: `${name}: OVO takes its signature`, id: `${name}: OVO menerima tanda tangannya` }),
    ]
  return [
    tokenGood,
    fault(
      'signature',
      {
        en: `${name}: OVO refuses its signature (${said(query)})`,
        id: `${name}: OVO menolak tanda tangannya (${said(query)})`,
      },
      query.code?.startsWith('401') === true
        ? {
            en: 'the client secret is not the one that OVO handed over last; ovokit probe finds other spellings',
            id: 'client secret bukan yang terakhir diberikan OVO; ovokit probe mencari ejaan lain',
          }
        : { en: 'ask again in a moment', id: 'coba sebentar lagi' },
    ),
  ]
}

const said = ({ code, status }: Answer): string => code ?? (status === 0 ? 'no answer' : `HTTP ${status}`)
