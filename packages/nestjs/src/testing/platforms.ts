import type { AbstractHttpAdapter } from '@nestjs/core'
import { ExpressAdapter } from '@nestjs/platform-express'
import { FastifyAdapter } from '@nestjs/platform-fastify'

/** What Nest stands on, and the checks of the contract that its parser answers before we are asked. */
export const platforms: ReadonlyArray<{
  name: string
  adapterOf: () => AbstractHttpAdapter
  answersItself: readonly string[]
}> = [
  {
    name: 'Express',
    adapterOf: () => new ExpressAdapter(),
    answersItself: ['answers a body that is not JSON with 4005200', 'answers a body of a megabyte with 4005200'],
  },
  {
    name: 'Fastify',
    adapterOf: () => new FastifyAdapter() as unknown as AbstractHttpAdapter,
    answersItself: [
      'answers a body that is not JSON with 4005200',
      'answers an empty body with 4005200',
      'answers a body of a megabyte with 4005200',
    ],
  },
]
