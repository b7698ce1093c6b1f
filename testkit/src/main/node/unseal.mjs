// Opens sealed vCons with npm jose. Each line of standard input is a request of a Java test, each line of standard output
// its answer: {form, file, key?} in, {ok, error?, protected?, unprotected?, text?} out.
import { readFileSync } from 'node:fs'
import { createPrivateKey, webcrypto, X509Certificate } from 'node:crypto'
import { createInterface } from 'node:readline'

globalThis.crypto ??= webcrypto // Node 18 has it under this name only
const { generalDecrypt, generalVerify } = await import('jose')

const text = (bytes) => new TextDecoder().decode(bytes)

async function signed(jws) {
  const key = new X509Certificate(Buffer.from(jws.signatures[0].header.x5c[0], 'base64')).publicKey
  const result = await generalVerify(jws, key, { algorithms: ['RS256', 'ES256'] })
  return { protected: result.protectedHeader, unprotected: result.unprotectedHeader, text: text(result.payload) }
}

async function encrypted(jwe, keyFile) {
  const result = await generalDecrypt(jwe, createPrivateKey(readFileSync(keyFile)))
  return {
    protected: result.protectedHeader,
    unprotected: result.sharedUnprotectedHeader,
    text: text(result.plaintext),
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const { form, file, key } = JSON.parse(line)
  const sealed = JSON.parse(readFileSync(file, 'utf8'))
  let answer
  try {
    answer = { ok: true, ...(form === 'signed' ? await signed(sealed) : await encrypted(sealed, key)) }
  } catch (error) {
    answer = { ok: false, error: String(error) }
  }
  console.log(JSON.stringify(answer))
}
