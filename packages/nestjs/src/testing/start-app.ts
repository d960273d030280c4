import type { INestApplication, NestApplicationOptions, Type } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import type { Ovo } from '@ovokit/core'
import { OvoTesting } from '../ovo-testing.ts'
import { getOvoToken } from '../tokens.ts'
import type { platforms } from './platforms.ts'

export interface TestApp {
  readonly app: INestApplication
  readonly url: string
  readonly ovo: Ovo
  readonly testing: OvoTesting
  close(): Promise<void>
}

/** Starts an application whose module takes the testing's options, on real HTTP. */
export async function startApp(
  { adapterOf }: (typeof platforms)[number],
  moduleOf: (testing: OvoTesting) => Type<unknown>,
  { setUp, ...options }: NestApplicationOptions & { setUp?: (app: INestApplication) => void } = {},
): Promise<TestApp> {
  const testing = await OvoTesting.start()
  try {
    const app = await NestFactory.create(moduleOf(testing), adapterOf(), {
      rawBody: true,
      logger: false,
      abortOnError: false,
      ...options,
    })
    setUp?.(app)
    await app.listen(0, '127.0.0.1')
    await testing.attach(app)
    const { port } = new URL(await app.getUrl())
    return {
      app,
      testing,
      url: `http://127.0.0.1:${port}`,
      ovo: app.get<Ovo>(getOvoToken()),
      close: async () => {
        await app.close()
        await testing.close()
      },
    }
  } catch (error) {
    await testing.close()
    throw error
  }
}
