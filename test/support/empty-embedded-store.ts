import { cp } from 'node:fs/promises'
import { embeddedStore } from '@ovokit/core/embedded'
import { oncePerRun } from './once-per-run.ts'

/** An empty embedded store, to be copied: to make one takes ten times as long as to open it. */
export const emptyEmbeddedStore = (): Promise<string> =>
  oncePerRun('embedded-store', async (place) => {
    const store = embeddedStore(place)
    await store.open()
    await store.close()
  })

/** Puts an empty embedded store into a folder. */
export async function putEmptyEmbeddedStore(folder: string): Promise<void> {
  await cp(await emptyEmbeddedStore(), folder, { recursive: true })
}
