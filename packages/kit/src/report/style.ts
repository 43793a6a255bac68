// SPDX-License-Identifier: Apache-2.0

/** The page's only style sheet: readable in light and dark, on paper and on a phone; never by colour alone. */
export const STYLE = `
:root{color-scheme:light dark;--pass:#1a7f37;--fail:#c0262d;--undecided:#9a6700;--line:#d0d7de;--soft:#59636e;--card:#f6f8fa;--page:#fff;--text:#1f2328}
@media (prefers-color-scheme:dark){:root{--pass:#3fb950;--fail:#f85149;--undecided:#d29922;--line:#3d444d;--soft:#9198a1;--card:#151b23;--page:#0d1117;--text:#f0f6fc}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--text);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main{max-width:60rem;margin:0 auto;padding:1.5rem}
header{border-left:.5rem solid var(--tone);padding:.25rem 0 .25rem 1.25rem;margin-bottom:2rem}
.pass{--tone:var(--pass)}.fail{--tone:var(--fail)}.undecided{--tone:var(--undecided)}
.verdict{color:var(--tone);font-weight:700;letter-spacing:.08em;margin:0}
h1{margin:.1rem 0 .4rem;font-size:1.9rem;line-height:1.2}
h2{font-size:1.15rem;margin:2rem 0 .75rem}
p{margin:.3rem 0;overflow-wrap:anywhere}
.uri{color:var(--soft);font-family:ui-monospace,monospace;font-size:.9rem}
.mode{font-weight:600}
.requirements{list-style:none;margin:0;padding:0}
.requirements li{background:var(--card);border:1px solid var(--line);border-left:.3rem solid var(--tone);border-radius:.4rem;padding:.6rem 1rem;margin-bottom:.6rem}
.badge{display:inline-block;min-width:5.5rem;text-align:center;background:var(--tone);color:var(--page);border-radius:1rem;padding:0 .6rem;font-size:.85rem;font-weight:600}
.advisory{color:var(--soft);font-size:.85rem}
.asked{color:var(--soft);font-size:.9rem}
.fix{border-top:1px solid var(--line);margin-top:.5rem;padding-top:.4rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.3rem 1.25rem;margin:0}
dt{color:var(--soft)}
dd{margin:0;overflow-wrap:anywhere;white-space:pre-line;font-family:ui-monospace,monospace;font-size:.9rem}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.9rem}
th,td{text-align:left;padding:.35rem .75rem .35rem 0;border-bottom:1px solid var(--line);vertical-align:top}
.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
th:nth-child(2){text-align:right}
.digest{font-family:ui-monospace,monospace;font-size:.8rem;overflow-wrap:anywhere;color:var(--soft)}
@media print{main{max-width:none;padding:0}.requirements li{break-inside:avoid}}
`;
