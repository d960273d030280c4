import type { TransitionTable } from '../lifecycle/transition.ts'
import type { LinkState } from './link-data.ts'
import type { LinkEvent } from './link-events.ts'

/**
 * The life of a link. What OVO no longer knows while it is being unlinked is unlinked: that is what was asked for.
 *
 * @see docs/protocol/linkage.md#link-lifecycle
 */
export const linkTable: TransitionTable<LinkState, LinkEvent['type']> = {
  started: {
    'page-given': 'started',
    returned: 'authorised',
    refused: 'failed',
    lost: 'failed',
    unsent: 'failed',
    declined: 'failed',
    lapsed: 'failed',
    abandoned: 'failed',
    superseded: 'failed',
  },
  authorised: { issued: 'linked', inconclusive: 'authorised', refused: 'failed', lapsed: 'failed' },
  linked: {
    issued: 'linked',
    inconclusive: 'linked',
    'token-refused': 'linked',
    revoked: 'revoked',
    unlinking: 'unlinking',
  },
  unlinking: {
    issued: 'unlinking',
    inconclusive: 'unlinking',
    'token-refused': 'unlinking',
    confirming: 'unlinking',
    raised: 'unlinking',
    unlinked: 'unlinked',
    revoked: 'unlinked',
  },
  unlinked: {},
  revoked: {},
  failed: {},
}
