import { h, type VNode } from './vnode.ts'

/** A line drawing on a grid of 24, in the colour of what it stands in: one path. */
export type Icon = string

export const done: Icon = 'M5 12.5l4.5 4.5L19 7.5'
export const problem: Icon = 'M12 3.5a8.5 8.5 0 110 17 8.5 8.5 0 010-17zM12 7.5v5.2M12 16.2v.1'
export const late: Icon = 'M12 3.5a8.5 8.5 0 110 17 8.5 8.5 0 010-17zM12 7.5V12l3 2'
export const phone: Icon = 'M6.5 3.5h11v17h-11zM11 17.5h2'
export const back: Icon = 'M8 8L4.5 11.5 8 15M5 11.5h9a4.5 4.5 0 010 9h-3'
export const qr: Icon = 'M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2v2M20 14v6h-6'
export const wallet: Icon = 'M17 9V6H4v13.5h16V9H4M16 14.2v.1'
export const link: Icon = 'M10 14a4 4 0 005.7 0l3-3A4 4 0 0013 5.3l-1 1M14 10a4 4 0 00-5.7 0l-3 3a4 4 0 005.7 5.7l1-1'
export const stop: Icon = 'M12 3.5a8.5 8.5 0 110 17 8.5 8.5 0 010-17zM9 9l6 6M15 9l-6 6'

/** Decoration: what it says stands beside it in words. */
export const icon = (path: Icon): VNode =>
  h('svg', { viewBox: '0 0 24 24', 'aria-hidden': 'true', class: 'icon' }, h('path', { d: path }))
