import { startSimulator } from '@ovokit/simulator'
import { startPostgres, freePort } from '/tmp/wt/medusa/test/support/postgres.ts'
import { startStore, migrateStore } from '/tmp/wt/medusa/examples/medusa-store/launch/start-store.ts'
import { preparePlugin } from '/tmp/wt/medusa/examples/medusa-store/launch/prepare-plugin.ts'
const t=Date.now()
preparePlugin(); console.log('prepared', Date.now()-t)
const pg = await startPostgres(); console.log('pg', Date.now()-t)
const sim = await startSimulator()
try { const o={ databaseUrl: pg.url.replace('127.0.0.1','localhost'), sim, port: await freePort() }; await migrateStore(o); console.log('migrated', Date.now()-t);  const store = await startStore(o)
console.log( Date.now()-t, store.output())
await store.kill() } catch (e) { console.log(String(e)) }
await sim.close(); await pg.stop(); process.exit(0)
