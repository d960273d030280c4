import { TOKEN_LIFE_SECONDS } from '../world/tokens.ts'
import type { Call, Handled } from './handler.ts'

/** access-token/b2b: a new token for 15 minutes. `expiresIn` is a text, as the standard has it. */
export function issueToken({ world, partner }: Call): Handled {
  const accessToken = world.tokens.issue(partner.clientId)
  return { body: { accessToken, tokenType: 'Bearer', expiresIn: String(TOKEN_LIFE_SECONDS), additionalInfo: {} } }
}
