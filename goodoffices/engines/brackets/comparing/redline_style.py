"""How a redline looks. One place for the page and for sites that show a fragment: they serve `STYLE` as a file of theirs.

Colour never carries meaning alone: what came is underlined, what went is struck through, a bracket whose words stay stands
in a dotted frame, and all three are read aloud. A site in another language gives its own words for that, by `:lang()`.
"""

STYLE = """\
.redline { --ink: #1c1b19; --paper: #fdfcf9; --rule: #d8d3c8; --quiet: #6a655c; --came: #0b5c38; --came-ground: #e3f3e9;
  --went: #8f1d1d; --went-ground: #fae7e5; color: var(--ink); }
@media (prefers-color-scheme: dark) { .redline { --ink: #e9e6df; --paper: #1b1a18; --rule: #45413a; --quiet: #a8a296;
  --came: #8fd8ae; --came-ground: #17341f; --went: #f0a8a0; --went-ground: #421c1a; } }
.redline a { color: inherit; }
.redline table { border-collapse: collapse; margin: 0 0 1.5rem; font-size: .9375rem; }
.redline caption { text-align: start; color: var(--quiet); padding-block-end: .25rem; }
.redline th, .redline td { text-align: start; padding: .125rem 1.25rem .125rem 0; border-block-end: 1px solid var(--rule);
  font-weight: normal; }
.redline td { text-align: end; font-variant-numeric: tabular-nums; padding-inline-end: 0; }
.redline-key { color: var(--quiet); margin: 0 0 1rem; }
.redline-only, .redline-only + label { margin-block-end: 1rem; display: inline-block; }
.redline-only:checked ~ .redline-text > .same { display: none; }
.redline .provision { display: grid; grid-template-columns: 11rem minmax(0, 1fr); gap: 0 1.5rem; padding: .5rem 0;
  border-block-start: 1px solid var(--rule); scroll-margin-block: 1rem; }
.redline .provision:target { outline: 2px solid currentColor; outline-offset: 4px; }
.redline .provision > header { font-size: .8125rem; line-height: 1.5; color: var(--quiet); overflow-wrap: anywhere;
  padding-block-start: .2rem; }
.redline .provision > header b { display: block; color: var(--ink); }
.redline .same > header b { color: var(--quiet); font-weight: normal; }
.redline .steps { display: block; }
.redline .steps a { display: inline-block; min-block-size: 1.5rem; margin-inline-end: .75rem; }
.redline .words { margin: 0; white-space: pre-line; overflow-wrap: anywhere; unicode-bidi: plaintext; text-align: start; }
.redline .heading .words, .redline .article .words { font-weight: bold; }
.redline .d3 .words { padding-inline-start: 1.25rem; } .redline .d4 .words { padding-inline-start: 2.5rem; }
.redline .d5 .words { padding-inline-start: 3.75rem; }
.redline ins { color: var(--came); background: var(--came-ground); text-decoration: underline .09em;
  text-underline-offset: .18em; }
.redline del { color: var(--went); background: var(--went-ground); text-decoration: line-through .09em; }
.redline ins.bracket, .redline del.bracket { background: none; border: 1px dotted currentColor; padding-inline: .1em;
  font-weight: bold; }
.redline ins.bracket { text-decoration: none; }
.redline ins::before, .redline ins::after, .redline del::before, .redline del::after { clip-path: inset(50%);
  block-size: 1px; inline-size: 1px; overflow: hidden; position: absolute; white-space: nowrap; }
.redline ins::before { content: " [came: "; } .redline del::before { content: " [went: "; }
.redline ins.bracket::before { content: " [bracket came, words stay: "; }
.redline del.bracket::before { content: " [bracket went, words stay: "; }
.redline ins::after, .redline del::after { content: "] "; }
@media (max-width: 40rem) { .redline .provision { grid-template-columns: minmax(0, 1fr); } }
@media print { .redline .provision { break-inside: avoid-page; }
  .redline .steps, .redline-only, .redline-only + label, .redline-jump { display: none; } }
"""

PAGE = """
:root { color-scheme: light dark; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 62rem; padding: 2rem 1.25rem 4rem; background: #fdfcf9; color: #1c1b19;
  font: 1.0625rem/1.6 Charter, "Iowan Old Style", "Noto Serif", Georgia, serif; }
@media (prefers-color-scheme: dark) { body { background: #1b1a18; color: #e9e6df; } }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 1rem; overflow-wrap: anywhere; }
@media print { body { max-width: none; padding: 0; } }
"""
"""The rest of a page of its own."""
