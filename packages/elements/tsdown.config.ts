import { defineConfig } from 'tsdown'
import { minifyStyles } from './src/minify-styles.ts'

export default defineConfig({
  entry: {
    index: 'src/index.ts',
    files: 'src/files.ts',
    'linked-pay': 'src/payment/ovo-linked-pay.ts',
    'payment-methods': 'src/payment/ovo-payment-methods.ts',
    'push-to-pay': 'src/payment/ovo-push-to-pay.ts',
    qris: 'src/payment/ovo-qris.ts',
    react: 'src/react/index.ts',
    'top-up': 'src/top-up/ovo-top-up.ts',
    link: 'src/link/ovo-link.ts',
  },
  format: ['esm', 'cjs'],
  tsconfig: './tsconfig.json',
  plugins: [{ name: 'styles', transform: (code) => minifyStyles(code) }],
})
