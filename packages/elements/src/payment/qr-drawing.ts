/** A QR code as one path of modules, read out of the shop's picture: what else the document holds is left behind. */
export interface QrDrawing {
  /** Modules along a side, with the quiet zone. */
  readonly size: number
  /** Dark modules, as strokes of one module's width. */
  readonly path: string
}

/** Reads an SVG of `@ovokit/core`; `null` when it is something else. Nothing of it is taken as markup. */
export function readQrDrawing(text: string): QrDrawing | null {
  const box = /\bviewBox="0 0 (\d+) \1"/.exec(text)
  const modules = text.match(/<path\b[^>]*>/g)?.find((path) => path.includes(' stroke='))
  const path = / d="([MmHhVv\d\s.,-]+)"/.exec(modules ?? '')
  return box === null || path === null ? null : { size: Number(box[1]), path: path[1] ?? '' }
}

const moduleWidth = 12

/** The picture as a file. Drawn in the page, so that no other request is made. */
export async function qrFile({ size, path }: QrDrawing, name: string): Promise<File | null> {
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = size * moduleWidth
  const context = canvas.getContext('2d')
  if (context === null) return null
  context.fillStyle = '#fff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.scale(moduleWidth, moduleWidth)
  context.stroke(new Path2D(path))
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
  return blob === null ? null : new File([blob], name, { type: 'image/png' })
}

/**
 * Saves a file: on a phone by its own sheet, which has "save to gallery", where the wallet app finds it; elsewhere as a
 * download.
 */
export async function saveFile(file: File): Promise<void> {
  if (matchMedia('(pointer: coarse)').matches && navigator.canShare?.({ files: [file] }) === true) {
    const isDone = await navigator.share({ files: [file] }).then(
      () => true,
      (error: unknown) => (error as { name?: unknown }).name === 'AbortError',
    )
    if (isDone) return
  }
  const address = URL.createObjectURL(file)
  const link = document.createElement('a')
  Object.assign(link, { href: address, download: file.name })
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
