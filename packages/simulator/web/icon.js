/** Line drawings on a grid of 24, in the colour of what they stand in. */
const PATHS = {
  back: 'M15 5l-7 7 7 7',
  done: 'M5 12.5l4.5 4.5L19 7.5',
  erase: 'M9 6h11v12H9l-6-6zM12 9.5l5 5M17 9.5l-5 5',
  late: 'M12 3.5a8.5 8.5 0 110 17 8.5 8.5 0 010-17zM12 7.5V12l3 2',
  phone: 'M8 3.5h8A1.5 1.5 0 0117.5 5v14a1.5 1.5 0 01-1.5 1.5H8A1.5 1.5 0 016.5 19V5A1.5 1.5 0 018 3.5zM11 17.5h2',
  problem: 'M12 3.5a8.5 8.5 0 110 17 8.5 8.5 0 010-17zM12 7.5v5.2M12 16.2v.1',
  qr: 'M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2.5v2.5H14zM17.5 17.5H20V20h-2.5M20 14v.5M14 20v-.5',
  stop: 'M12 3.5a8.5 8.5 0 110 17 8.5 8.5 0 010-17zM9 9l6 6M15 9l-6 6',
}

/** @typedef {keyof typeof PATHS} IconName */

const SVG = 'http://www.w3.org/2000/svg'

/**
 * Decoration: what it says stands beside it in words.
 *
 * @param {IconName} name
 */
export function icon(name) {
  const drawing = document.createElementNS(SVG, 'svg')
  drawing.setAttribute('viewBox', '0 0 24 24')
  drawing.setAttribute('aria-hidden', 'true')
  drawing.setAttribute('class', 'icon')
  const path = document.createElementNS(SVG, 'path')
  path.setAttribute('d', PATHS[name])
  drawing.append(path)
  return drawing
}
