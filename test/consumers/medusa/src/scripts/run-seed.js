const { seed } = require('./seed.js')

exports.default = async ({ container }) => {
  console.log(JSON.stringify(await seed({ container })))
}
