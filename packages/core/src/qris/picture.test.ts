import jsqr from 'jsqr'
import { PNG } from 'pngjs'
import { expect, test } from 'vitest'
import { qrPicture } from './picture.ts'

const content =
  '00020101021226630014ID.EXAMPLE.WWW011893600912000000001702120000000000170303UMI51440014ID.CO.QRIS.WWW0215ID10000000000010303UMI520458145303360540810000.005802ID5913TOKO SIMULASI6007JAKARTA610512190622305121000000000010703A01630425EC'
// jsqr is CommonJS with a default inside its default.
type Scan = (data: Uint8ClampedArray, width: number, height: number) => { data: string } | null
const scan = ((jsqr as unknown as { default?: unknown }).default ?? jsqr) as Scan

function read(png: Uint8Array): string | undefined {
  const { data, width, height } = PNG.sync.read(Buffer.from(png))
  return scan(new Uint8ClampedArray(data), width, height)?.data
}

test.each([180, 320, 512, 1024])('a PNG of %i pixels is read by an independent decoder', async (width) => {
  expect(read(await qrPicture(content).toPng({ width }))).toBe(content)
})

test('a data URL holds the same picture', async () => {
  const url = await qrPicture(content).toDataUrl()
  expect(read(Buffer.from(url.replace(/^data:image\/png;base64,/, ''), 'base64'))).toBe(content)
})

test('the SVG, drawn module by module, is read by an independent decoder', async () => {
  const svg = await qrPicture(content).toSvg()
  const size = Number(/viewBox="0 0 (\d+)/.exec(svg)?.[1])
  const dark = Array.from({ length: size }, () => new Array<boolean>(size).fill(false))
  // qrcode strokes runs of modules: "M x y" or "m dx dy" moves, "h n" draws n modules to the right.
  let [x, y] = [0, 0]
  for (const [, command, first, second] of (/stroke="#000000" d="([^"]+)"/.exec(svg)?.[1] ?? '').matchAll(
    /([Mmh])\s?(-?[\d.]+)(?:[\s,](-?[\d.]+))?/g,
  )) {
    const [a, b] = [Number(first), Number(second)]
    if (command === 'M') [x, y] = [a, b]
    if (command === 'm') [x, y] = [x + a, y + b]
    if (command === 'h') for (let step = 0; step < a; step++) (dark[Math.floor(y)] ?? [])[x++] = true
  }
  const scale = 4
  const pixels = new Uint8ClampedArray(size * scale * size * scale * 4).fill(255)
  for (let row = 0; row < size * scale; row++) {
    for (let column = 0; column < size * scale; column++) {
      if (dark[Math.floor(row / scale)]?.[Math.floor(column / scale)] === true)
        pixels.fill(0, (row * size * scale + column) * 4, (row * size * scale + column) * 4 + 3)
    }
  }
  expect(scan(pixels, size * scale, size * scale)?.data).toBe(content)
})

test('the terminal drawing, half blocks and all, is read by an independent decoder', async () => {
  const lines = (await qrPicture(content).toTerminal()).split('\n')
  const width = Math.max(...lines.map((line) => line.length))
  const scale = 4
  const size = { width: width * scale, height: lines.length * 2 * scale }
  const pixels = new Uint8ClampedArray(size.width * size.height * 4).fill(255)
  for (let row = 0; row < size.height; row++) {
    for (let column = 0; column < size.width; column++) {
      const mark = lines[Math.floor(row / scale / 2)]?.[Math.floor(column / scale)] ?? ' '
      const isTop = Math.floor(row / scale) % 2 === 0
      const at = (row * size.width + column) * 4
      if (mark === '█' || mark === (isTop ? '▀' : '▄')) pixels.fill(0, at, at + 3)
    }
  }
  expect(scan(pixels, size.width, size.height)?.data).toBe(content)
})
