import { fileURLToPath } from 'node:url'
import { NestFactory } from '@nestjs/core'
import type { NestExpressApplication } from '@nestjs/platform-express'
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger'
import { formatRupiah, rupiah } from '@ovokit/core'
import { browserFiles } from '@ovokit/elements/files'
import { renderFile } from 'ejs'
import { AppModule } from './app.module.ts'

const folder = (name: string): string => fileURLToPath(new URL(`../${name}`, import.meta.url))

/** The whole shop, but for the port: pages with what they load, the API with its page, health. */
export async function createShop(): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(AppModule, { rawBody: true, logger: ['error', 'warn'] })
  app.enableShutdownHooks()
  app.engine('ejs', renderFile)
  app.setBaseViewsDir(folder('views')).setViewEngine('ejs')
  app.setLocal('rupiah', (amount: number) => formatRupiah(rupiah(amount)))
  app.useStaticAssets(folder('public'))
  app.useStaticAssets(browserFiles, { prefix: '/elements' })
  SwaggerModule.setup('docs', app, () =>
    SwaggerModule.createDocument(app, new DocumentBuilder().setTitle('Warung Melati').build()),
  )
  return app
}
