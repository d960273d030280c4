import { toString as draw, toBuffer, toDataURL } from 'qrcode'

/** A QRIS payload and its pictures. All of them carry the quiet zone that scanners need. */
export interface QrPicture {
  /** The EMVCo payload itself, checked against the amount before anybody sees it. */
  readonly content: string
  toSvg(): Promise<string>
  /** @param options.width - pixels. @default 512 */
  toPng(options?: { readonly width?: number }): Promise<Uint8Array>
  /** A `data:image/png` URL. */
  toDataUrl(options?: { readonly width?: number }): Promise<string>
  /** Half-block characters for a terminal. */
  toTerminal(): Promise<string>
}

const options = { errorCorrectionLevel: 'M', margin: 4 } as const

export function qrPicture(content: string): QrPicture {
  return {
    content,
    toSvg: () => draw(content, { ...options, type: 'svg' }),
    toPng: async ({ width = 512 } = {}) => new Uint8Array(await toBuffer(content, { ...options, width })),
    toDataUrl: ({ width = 512 } = {}) => toDataURL(content, { ...options, width }),
    toTerminal: () => draw(content, { ...options, type: 'utf8' }),
  }
}
