import { pictureRoute, type Route } from '../../../../../../../http/checkout-route.ts'

export const GET: Route = pictureRoute('svg')
