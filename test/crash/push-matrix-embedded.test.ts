import { crashMatrix } from '../support/crash-matrix.ts'
import { pushStories } from '../support/push-stories.ts'

// Each restart unpacks a database, so each effect is killed once here; PostgreSQL gets every story at every effect.
crashMatrix('embedded', 1, pushStories, { isThrifty: true })
