// Builds elements. Text enters a page here and nowhere else, always as text: nothing that a caller, a verifier or a file
// says can become markup.

const SVG = 'http://www.w3.org/2000/svg'

// Attributes that would run or load something; no value from outside may reach them.
const FORBIDDEN = /^(on|style$|srcdoc$)/i

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) {
      continue
    }
    if (typeof value === 'function') {
      node.addEventListener(name, value)
    } else if (FORBIDDEN.test(name)) {
      throw new Error(`not an attribute of this console: ${name}`)
    } else {
      node.setAttribute(name, value === true ? '' : value)
    }
  }
  append(node, children)
  return node
}

function append(node, children) {
  for (const child of children.flat(Infinity)) {
    if (child !== undefined && child !== null && child !== false) {
      node.append(child instanceof Node ? child : document.createTextNode(String(child)))
    }
  }
}

// el('a', { href: '#/calls', click: handler }, 'text', otherElement): functions are listeners for the event of that name.
export function el(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children)
}

export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children)
}

// Puts these in place of all that a node has.
export function put(node, ...children) {
  node.replaceChildren()
  append(node, children)
  return node
}

// Changes a text only where it differs, so that screen readers and selections are left alone.
export function say(node, text) {
  if (node.textContent !== text) {
    node.textContent = text
  }
}
