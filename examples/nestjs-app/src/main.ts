import { NestFactory } from '@nestjs/core'
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger'
import { AppModule } from './app.module.ts'

const app = await NestFactory.create(AppModule, { rawBody: true })
app.enableShutdownHooks()
SwaggerModule.setup('docs', app, () =>
  SwaggerModule.createDocument(app, new DocumentBuilder().setTitle('A shop').build()),
)
await app.listen(Number(process.env.PORT ?? 3000))
console.log(`the shop is at ${await app.getUrl()}, its API at /docs, its health at /health`)
