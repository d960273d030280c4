/** What nobody should do: core in a page. */
import { createOvo } from '@ovokit/core'
import { bodyHash } from '@ovokit/core/snap'

createOvo({ encryptionKey: bodyHash('') })
