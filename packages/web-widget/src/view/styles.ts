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
  font: 13px/17px var(--memory-box-font);
  color: var(--memory-box-text);
}
:host([hidden]) { display: none; }
* { box-sizing: border-box; margin: 0; padding: 0; }
ul { list-style: none; }
.box, ul, .panel, form { display: grid; grid-template-columns: minmax(0, 1fr); gap: 3px; }
.box {
  --tone: var(--memory-box-muted);
  padding: 3px 10px 4px;
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
.header, .headline, .acts, .news, .tabs { display: flex; gap: 6px; align-items: center; }
.header { height: 22px; }
.header .link { margin-inline-start: auto; }
.address, .last, .text, .meta { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.headline { align-items: start; min-height: 18px; font: 650 15px/18px var(--memory-box-font); color: var(--tone); }
.headline span, .few .text, .panel .text {
  display: -webkit-box;
  -webkit-box-orient: vertical;
  -webkit-line-clamp: 2;
  overflow: hidden;
  overflow-wrap: anywhere;
  white-space: normal;
}
svg { fill: none; stroke: currentcolor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
.sign { flex: none; width: 16px; height: 18px; }
.muted, .meta, .last, .news, .nth, .link, .tab, .quiet { font-size: 12px; color: var(--memory-box-muted); }
.promise { display: grid; grid-template-columns: minmax(0, 1fr) auto; column-gap: 6px; }
.text { grid-column: 1 / 3; }
.closed .text { text-decoration: line-through; color: var(--memory-box-muted); }
.meta { line-height: 20px; }
.meta > * + *::before, .nth::before { content: ' · ' / ''; }
b { font-weight: 600; color: var(--memory-box-text); }
.late, .problem { color: var(--memory-box-alert); }
.news { height: 20px; }
button, input {
  min-height: 24px;
  padding: 0 8px;
  font: 600 12px/17px var(--memory-box-font);
  color: inherit;
  border: 1px solid var(--memory-box-muted);
  border-radius: 6px;
  background: none;
}
button, .nth { white-space: nowrap; }
button { cursor: pointer; }
button:hover { background: var(--memory-box-soft); }
:focus-visible { outline: 2px solid var(--memory-box-info); }
.acts button, .news button { min-height: 20px; }
.quiet, .link, .tab { border-color: transparent; padding: 0 4px; }
.link { text-decoration: underline; }
.tabs { margin-inline-start: -4px; }
.tab::before { content: '+ ' / ''; }
[aria-expanded=true]::before { content: '− ' / ''; }
.wide { display: none; }
.arrived { font-weight: 600; color: var(--memory-box-text); }
.panel {
  gap: 8px;
  max-height: 16rem;
  overflow: auto;
  padding-top: 6px;
  border-top: 1px solid var(--memory-box-line);
  overflow-wrap: anywhere;
}
.quote { padding-inline-start: 8px; border-inline-start: 2px solid var(--memory-box-line); }
.trend { max-width: 24rem; color: var(--memory-box-info); border-block: 1px solid var(--memory-box-line); }
form { grid-template-columns: minmax(0, 1fr) auto; gap: 3px 6px; }
label, .problem { grid-column: 1 / 3; }
.skeleton { height: 96px; background: repeating-linear-gradient(var(--memory-box-soft) 0 16px, #0000 0 26px); }
@container (width > 460px) {
  .box { padding: 4px 14px 6px; gap: 5px; }
  .text { grid-column: 1; }
  .acts { grid-area: 1 / 2 / 3; }
  .wide { display: inline; }
  .narrow { display: none; }
}
`;
