// The Merkle tree over the leaves of a book (RFC 9162, section 2.1).
import { joined } from "./bytes.js";
import { sha256 } from "./hashes.js";

const LEAF = Uint8Array.of(0), NODE = Uint8Array.of(1);

export const leafHash = (record) => sha256(joined(LEAF, record));
const node = (left, right) => sha256(joined(NODE, left, right));

/** The leaves so far, kept as the roots of full subtrees, the largest first. */
export class Tree {
  #full = [];

  append(leaf) {
    let below = 1, root = leaf;
    while (this.#full.at(-1)?.below === below) {
      root = node(this.#full.pop().root, root);
      below *= 2;
    }
    this.#full.push({ below, root });
  }

  root() {
    if (!this.#full.length) return sha256(new Uint8Array());
    return this.#full.map(({ root }) => root).reduceRight((above, root) => node(root, above));
  }
}

/** The root that a path leads to, from the top down; empty if it does not fit. `index` and `size` are BigInts. */
export function climbed(leaf, index, size, path) {
  if (size === 1n || !path.length) return size === 1n && !path.length ? leaf : new Uint8Array();
  let split = 1n;
  while (split * 2n < size) split *= 2n;
  const rest = path.slice(0, -1), top = path.at(-1);
  if (index < split) return node(climbed(leaf, index, split, rest), top);
  return node(top, climbed(leaf, index - split, size - split, rest));
}
