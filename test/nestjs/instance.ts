/**
 * A Nest application in a process of its own, to be killed. It says `ready` when it works. What its handlers do they
 * write into a file, a line at a time. Environment: INSTANCE (JSON, see InstanceOptions).
 */
import 'reflect-metadata'
import { appendFileSync, readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { Injectable, Module } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import type { OvoEvent, SnapConfig } from '@ovokit/core'
import { postgresStore } from '@ovokit/core/postgres'
import { OnOvoPayment, OvoModule } from '@ovokit/nestjs'
import pg from 'pg'
import { hearEvent, hearLogger } from '../secrets/hear-shop.ts'
import { installTaps } from '../secrets/taps.ts'

export interface InstanceOptions {
  readonly name: string
  readonly postgres: { readonly url: string; readonly schema: string }
  readonly simulatorUrl: string
  readonly credentials: SnapConfig
  readonly linesFile: string
  /** Holds how many milliseconds the scene's clock is ahead. */
  readonly clockFile: string
}

/** `heard` before a handler does anything, `done` when it has. */
export type Line = readonly [state: 'heard' | 'done', instance: string, type: string, reference: string, event: string]

installTaps()
const options = JSON.parse(process.env.INSTANCE ?? '{}') as InstanceOptions
const write = (line: Line): void => appendFileSync(options.linesFile, `${JSON.stringify(line)}\n`)

@Injectable()
class Books {
  @OnOvoPayment('*')
  async take(event: OvoEvent): Promise<void> {
    hearEvent(event)
    const { type, reference, id } = event
    write(['heard', options.name, type, reference, id])
    if (reference === 'FAILS-THREE-TIMES' && this.#times(id) <= 3) throw new Error('the database is away')
    // As long as a real handler takes, so that a kill finds some in the middle.
    await pause(20)
    write(['done', options.name, type, reference, id])
  }

  /** Over all processes. */
  #times(id: string): number {
    return readFileSync(options.linesFile, 'utf8').split(`"${id}"`).length - 1
  }
}

const pool = new pg.Pool({ connectionString: options.postgres.url, max: 10 })
pool.on('error', () => {})

@Module({
  imports: [
    OvoModule.forRoot({
      environment: { snap: options.simulatorUrl },
      store: postgresStore(pool, {
        schema: options.postgres.schema,
        timeOffset: () => Number(readFileSync(options.clockFile, 'utf8')),
      }),
      encryptionKey: '5f'.repeat(32),
      merchants: { default: { snap: options.credentials } },
      logger: hearLogger({ debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }),
      notifications: false,
    }),
  ],
  providers: [Books],
})
class Instance {}

const app = await NestFactory.createApplicationContext(Instance, { logger: false, abortOnError: false })
app.enableShutdownHooks()
console.log('ready')
