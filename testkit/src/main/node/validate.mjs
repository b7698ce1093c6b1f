// Judges vCons with npm ajv. Each line of standard input is a request of a Java test, each line of standard output its
// answer: {schemas, directories} in, {judged, wrong: [what is wrong with the first few]} out.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import Ajv from 'ajv'
import formats from 'ajv-formats'

const told = 20

// The schemas of both drafts share one $id, so each has an Ajv of its own.
function compiled(directory, name) {
  const ajv = new Ajv({ strict: false, allErrors: true })
  formats(ajv)
  return { name, holds: ajv.compile(JSON.parse(readFileSync(join(directory, name), 'utf8'))) }
}

function judges(directory) {
  const cores = ['vcon-core-03.schema.json', 'vcon-core-04.reconstructed.schema.json'].map((it) => compiled(directory, it))
  const party = compiled(directory, 'sip-signaling-party.fragment.json')
  const dialog = compiled(directory, 'sip-signaling-dialog.fragment.json')
  const bodies = {
    'sip-message-trace': compiled(directory, 'sip-message-trace.schema.json'),
    'stir-verification-report': compiled(directory, 'stir-verification-report.schema.json'),
  }
  return (vcon) => [
    ...cores.map((core) => [core, vcon]),
    ...(vcon.parties ?? []).map((it) => [party, it]),
    ...(vcon.dialog ?? []).map((it) => [dialog, it]),
    // A redacted twin has attachments without bodies.
    ...(vcon.attachments ?? []).filter((it) => 'body' in it && it.purpose in bodies).map((it) => [bodies[it.purpose], it.body]),
  ]
}

function vcons(directory) {
  return readdirSync(directory, { withFileTypes: true }).flatMap((it) => {
    const path = join(directory, it.name)
    return it.isDirectory() ? vcons(path) : it.name.endsWith('.vcon') ? [path] : []
  })
}

function wrong(parts, file) {
  try {
    return parts(JSON.parse(readFileSync(file, 'utf8')))
      .filter(([schema, value]) => !schema.holds(value))
      .map(([schema]) => `${file}: ${schema.name}: ${JSON.stringify(schema.holds.errors)}`)
  } catch (error) {
    return [`${file}: ${error}`]
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const { schemas, directories } = JSON.parse(line)
  const parts = judges(schemas)
  const files = directories.filter((it) => existsSync(it)).flatMap(vcons)
  console.log(JSON.stringify({ judged: files.length, wrong: files.flatMap((it) => wrong(parts, it)).slice(0, told) }))
}
