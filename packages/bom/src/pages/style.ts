// SPDX-License-Identifier: Apache-2.0

/** The page's only style sheet: readable in light and dark, on paper and on a phone; never by colour alone. */
export const STYLE = `
:root{color-scheme:light dark;--accent:#0b63ce;--good:#1a7f37;--warn:#9a6700;--line:#d0d7de;--soft:#59636e;--card:#f6f8fa;--page:#fff;--text:#1f2328}
@media (prefers-color-scheme:dark){:root{--accent:#58a6ff;--good:#3fb950;--warn:#d29922;--line:#3d444d;--soft:#9198a1;--card:#151b23;--page:#0d1117;--text:#f0f6fc}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--text);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main{max-width:60rem;margin:0 auto;padding:1.5rem}
header{border-left:.5rem solid var(--accent);padding:.25rem 0 .25rem 1.25rem;margin-bottom:2rem}
.kind{color:var(--accent);font-weight:700;letter-spacing:.08em;text-transform:uppercase;font-size:.85rem;margin:0}
h1{margin:.1rem 0 .4rem;font-size:1.9rem;line-height:1.2;overflow-wrap:anywhere}
h2{font-size:1.15rem;margin:2.2rem 0 .6rem;padding-bottom:.3rem;border-bottom:1px solid var(--line)}
.warning h2{border-bottom:2px solid var(--warn)}
.warning h2::before{content:"\\26A0\\FE0E";color:var(--warn);margin-right:.5rem}
p{margin:.3rem 0;overflow-wrap:anywhere}
.wide+p{margin-top:.8rem}
.lead{white-space:pre-line;max-width:45rem}
.id,.origin{color:var(--soft);font-size:.9rem}
.id,.code{font-family:ui-monospace,monospace;font-size:.85rem}
dl{display:grid;grid-template-columns:minmax(8rem,13rem) minmax(0,1fr);gap:.35rem 1.5rem;margin:0}
dt{color:var(--soft);overflow-wrap:anywhere}
dd{margin:0;min-width:0}
.value{white-space:pre-line;overflow-wrap:anywhere;margin-right:.45rem}
.known{display:inline-block;border:1px solid var(--line);border-radius:1rem;padding:0 .55rem;font-size:.75rem;line-height:1.35rem;color:var(--soft);white-space:nowrap}
.measured{color:var(--good);border-color:var(--good);font-weight:600}
.declared{color:var(--accent);border-color:var(--accent)}
.inferred{color:var(--warn);border-color:var(--warn);border-style:dashed}
.source{display:block;color:var(--soft);font-size:.8rem;overflow-wrap:anywhere}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.9rem}
th,td{text-align:left;padding:.4rem 1rem .4rem 0;border-bottom:1px solid var(--line);vertical-align:top;min-width:5.5rem;overflow-wrap:anywhere}
th{color:var(--soft);font-weight:600}
th.number,td.number{text-align:right;font-variant-numeric:tabular-nums}
ul{margin:.3rem 0;padding-left:1.2rem}
.nested{margin:0 0 .2rem;overflow-wrap:anywhere}
dd>div+div{margin-top:.35rem}
.bar{margin:.6rem 0 1rem}
.bar p{display:flex;justify-content:space-between;flex-wrap:wrap;gap:0 1rem}
.track{display:flex;height:.7rem;border:1px solid var(--line);border-radius:.4rem;background:var(--card);overflow:hidden}
.track span{display:block;height:100%}
.backed{background:var(--good)}
.bare{background:repeating-linear-gradient(135deg,var(--accent) 0 4px,transparent 4px 7px)}
.detail{color:var(--soft);font-size:.85rem}
footer{margin-top:2.5rem;color:var(--soft);font-size:.85rem}
@media (max-width:40rem){main{padding:1rem}dl{grid-template-columns:minmax(0,1fr);gap:0}dd{margin-bottom:.6rem}
table,tbody,tr,td{display:block;width:100%}thead{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}
tr{border:1px solid var(--line);border-radius:.4rem;background:var(--card);padding:.4rem .8rem;margin-bottom:.6rem}
td,td.number{border:0;padding:.15rem 0;text-align:left}td:empty{display:none}td::before{content:attr(data-head);display:block;color:var(--soft);font-size:.78rem}}
@media print{main{max-width:none;padding:0}tr,li,.bar{break-inside:avoid}h2{break-after:avoid}.track{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
`;
