import { defineConfig } from 'tsdown'

export default defineConfig({
  entry: {
    index: 'src/index.ts',
    embedded: 'src/store/embedded.ts',
    postgres: 'src/store/postgres.ts',
    snap: 'src/snap/index.ts',
    qris: 'src/qris/index.ts',
    'push-to-pay': 'src/push-to-pay/index.ts',
    linked: 'src/linked/index.ts',
    'top-up': 'src/top-up/index.ts',
    settlement: 'src/settlement/index.ts',
    credentials: 'src/credentials/index.ts',
    checkout: 'src/checkout/index.ts',
    testing: 'src/testing/index.ts',
  },
  format: ['esm', 'cjs'],
})
