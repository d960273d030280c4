// Medusa's public store API, and who is signed in there.
export const config = await (await fetch('/config.json')).json()

export const token = () => localStorage.getItem('token')

export async function medusa(method, path, body) {
  const response = await fetch(`${config.baseUrl}${path}`, {
    method,
    headers: {
      'x-publishable-api-key': config.publishableKey,
      'content-type': 'application/json',
      ...(token() === null ? {} : { authorization: `Bearer ${token()}` }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  })
  const answer = await response.json()
  if (!response.ok) throw Object.assign(new Error(answer.message), { status: response.status })
  return answer
}

/** Whether Medusa still takes the token. */
export async function isSignedIn() {
  if (token() === null) return false
  const isKnown = await medusa('GET', '/store/customers/me').then(
    () => true,
    ({ status }) => status !== 401,
  )
  if (!isKnown) localStorage.removeItem('token')
  return isKnown
}

/** A shop has pages of its own for this; here an e-mail is enough. */
export async function signIn(email) {
  const credentials = { email, password: 'only for the example' }
  const keep = ({ token }) => localStorage.setItem('token', token)
  const known = await medusa('POST', '/auth/customer/emailpass', credentials).catch(() => null)
  if (known !== null) return keep(known)
  keep(await medusa('POST', '/auth/customer/emailpass/register', credentials))
  await medusa('POST', '/store/customers', { email })
  keep(await medusa('POST', '/auth/customer/emailpass', credentials))
}
