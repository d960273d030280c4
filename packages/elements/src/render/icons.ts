import { h, type VNode } from './vnode.ts'

/** A line drawing on a grid of 24, in the colour of what it stands in: one path. */
export type Icon = string

export const done: Icon = 'M5 12.5l4.5 4.5L19 7.5'
export const problem: Icon = 'M12 3.5a8.5 8.5 0 110 17 8.5 8.5 0 010-17zM12 7.5v5.2M12 16.2v.1'
export const late: Icon = 'M12 3.5a8.5 8.5 0 110 17 8.5 8.5 0 010-17zM12 7.5V12l3 2'
export const phone: Icon =
  'M8 3.5h8a1.5 1.5 0 011.5 1.5v14a1.5 1.5 0 01-1.5 1.5H8A1.5 1.5 0 016.5 19V5A1.5 1.5 0 018 3.5zM11 17.5h2'
export const back: Icon = 'M8 8L4.5 11.5 8 15M5 11.5h9a4.5 4.5 0 010 9h-3'
export const qr: Icon = 'M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2.5v2.5H14zM17.5 17.5H20V20h-2.5M20 14v.5M14 20v-.5'
export const wallet: Icon =
  'M4 7.5A1.5 1.5 0 015.5 6H17v3M4 7.5V18a1.5 1.5 0 001.5 1.5h13A1.5 1.5 0 0020 18v-7.5A1.5 1.5 0 0018.5 9H5.5A1.5 1.5 0 014 7.5zM16 14.2v.1'
export const link: Icon = 'M10 14a4 4 0 005.7 0l3-3A4 4 0 0013 5.3l-1 1M14 10a4 4 0 00-5.7 0l-3 3a4 4 0 005.7 5.7l1-1'
export const stop: Icon = 'M12 3.5a8.5 8.5 0 110 17 8.5 8.5 0 010-17zM9 9l6 6M15 9l-6 6'

/** Decoration: what it says stands beside it in words. */
export const icon = (path: Icon): VNode =>
  h('svg', { viewBox: '0 0 24 24', 'aria-hidden': 'true', class: 'icon' }, h('path', { d: path }))
