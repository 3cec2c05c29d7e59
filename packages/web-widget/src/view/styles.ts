/**
 * The look of the box. Light or dark follows the `color-scheme` of the page around it; every colour is a
 * custom property; directions are logical, so that a right-to-left page turns it round.
 */
export const STYLES = `
:host {
  --memory-box-background: light-dark(#fff, #112);
  --memory-box-soft: light-dark(#eef, #223);
  --memory-box-line: light-dark(#ccd, #445);
  --memory-box-text: light-dark(#112, #eef);
  --memory-box-muted: light-dark(#556, #aab);
  --memory-box-info: light-dark(#14c, #8bf);
  --memory-box-alert: light-dark(#b11, #f99);
  --memory-box-warn: light-dark(#840, #fc6);
  --memory-box-calm: light-dark(#162, #7d8);
  --memory-box-new: light-dark(#62b, #c9f);
  --memory-box-font: system-ui, sans-serif;
  --memory-box-radius: 8px;
  display: block;
  width: 100%;
  max-width: 40rem;
  container-type: inline-size;
  font: 0.8125rem/1.25 var(--memory-box-font);
  color: var(--memory-box-text);
}
:host([hidden]), [hidden] { display: none !important; }
* { box-sizing: border-box; margin: 0; padding: 0; }
ul { list-style: none; }
.box, ul, .panel, form { display: grid; grid-template-columns: minmax(0, 1fr); gap: 2px; }
.box {
  --tone: var(--memory-box-muted);
  padding: 2px 10px 4px;
  border: 1px solid var(--tone);
  border-inline-start-width: 4px;
  border-radius: var(--memory-box-radius);
  background: var(--memory-box-background);
}
[data-tone=alert] { --tone: var(--memory-box-alert); }
[data-tone=warn] { --tone: var(--memory-box-warn); }
[data-tone=info] { --tone: var(--memory-box-info); }
[data-tone=calm] { --tone: var(--memory-box-calm); }
[data-tone=new] { --tone: var(--memory-box-new); }
[data-tone=none] { border-style: dashed; background: var(--memory-box-soft); }
.header, .headline, .head, .tabs, .line, .promise, .menu { display: flex; gap: 0 6px; align-items: center; }
.header .link, .line .meta, .news button { margin-inline-start: auto; }
.line .meta, .line b { flex: none; max-width: 60%; }
.muted .meta { white-space: normal; }
.address, .about, .line .text { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.headline { align-items: start; min-height: 1.2em; font: 650 0.9375rem/1.2 var(--memory-box-font); color: var(--tone); }
svg { fill: none; stroke: currentcolor; stroke-width: 2; stroke-linecap: round; }
.sign { flex: none; width: 16px; height: 1.2em; }
.head, .muted, .meta, .nth, button { font-size: 0.75rem; color: var(--memory-box-muted); }
.head { align-items: baseline; font-size: 0.6875rem; font-weight: 650; padding-top: 1px; text-transform: uppercase; white-space: nowrap; }
.meta { font-weight: 400; text-transform: none; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.meta > * + *::before, .nth::before { content: ' · ' / ''; }
.promise { flex-wrap: wrap; min-height: 24px; }
.promise .text { flex: 1; min-width: 0; display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 6px; }
.text * { max-width: 100%; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.headline span, .wraps .text > bdi {
  display: -webkit-box;
  -webkit-box-orient: vertical;
  -webkit-line-clamp: 2;
  overflow: hidden;
  overflow-wrap: anywhere;
  white-space: normal;
}
.leads .text { justify-content: start; }
.leads::before { content: '▸' / ''; color: var(--tone); }
.done .text::before { content: '✓ ' / ''; color: var(--memory-box-calm); }
.closed bdi { text-decoration: line-through; color: var(--memory-box-muted); }
b { font-weight: 600; color: var(--memory-box-text); }
.late, .asked, .disputed, .problem { color: var(--memory-box-alert); }
.news { min-height: 35px; align-items: center; }
button, input {
  min-height: 24px;
  padding: 0 6px;
  font: 600 0.75rem/1.25 var(--memory-box-font);
  color: var(--memory-box-text);
  border: 1px solid var(--memory-box-muted);
  border-radius: 6px;
  background: none;
}
button, .nth { white-space: nowrap; }
button { cursor: pointer; }
button:hover { background: var(--memory-box-soft); }
:focus-visible { outline: 2px solid var(--memory-box-info); }
.quiet, .link, .tab { border-color: transparent; padding: 0 4px; color: var(--memory-box-muted); }
.quiet { min-width: 24px; }
.link { text-decoration: underline; }
.menu { flex: 1 0 100%; flex-wrap: wrap; gap: 4px; padding: 2px 0 6px; }
.tabs { margin-inline-start: -4px; }
.tab::before { content: '+ ' / ''; }
.tab[aria-expanded=true]::before { content: '− ' / ''; }
.arrived { font-weight: 600; color: var(--memory-box-text); }
.panel {
  gap: 5px;
  max-height: 16rem;
  overflow: auto;
  padding-top: 6px;
  border-top: 1px solid var(--memory-box-line);
  overflow-wrap: anywhere;
}
.quote { padding-inline-start: 8px; border-inline-start: 2px solid var(--memory-box-line); }
form { grid-template-columns: minmax(0, 1fr) auto; gap: 3px 6px; }
label, form .problem { grid-column: 1 / 3; }
.skeleton { height: 96px; background: repeating-linear-gradient(var(--memory-box-soft) 0 16px, #0000 0 26px); }
`;
