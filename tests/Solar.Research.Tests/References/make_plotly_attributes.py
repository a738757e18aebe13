"""Writes plotly_attributes.json: what plotly.js knows of the traces and the layout that figures use.

    npm pack plotly.js-cartesian-dist-min@4.1.1 && tar xzf plotly.js-cartesian-dist-min-4.1.1.tgz
    python3 make_plotly_attributes.py package/plotly-cartesian.min.js        (needs chromium)
"""
import html
import json
import pathlib
import re
import subprocess
import sys
import tempfile

SCRIPT = """
function walk(node, path, out) {
  for (const key of Object.keys(node)) {
    const value = node[key];
    if (key.startsWith('_') || key === 'impliedEdits' || !value || typeof value !== 'object') continue;
    const full = path ? path + '.' + key : key;
    if (key === 'items' && !value.valType) {
      for (const item of Object.keys(value)) if (value[item] && typeof value[item] === 'object') walk(value[item], path + '[]', out);
    } else if (value.valType) {
      out[full] = value.valType + (value.values ? ':' + value.values.map(String).join(' | ') : '') + (value.flags ? ':' + value.flags.join('+') + (value.extras ? ' | ' + value.extras.join(' | ') : '') : '');
    } else walk(value, full, out);
  }
}
const schema = Plotly.PlotSchema.get(), traces = {}, layout = {};
for (const name of ['scatter', 'bar', 'box', 'heatmap']) {
  traces[name] = {};
  walk(schema.traces[name].attributes, '', traces[name]);
  walk(schema.traces[name].layoutAttributes || {}, '', layout);
}
walk(schema.layout.layoutAttributes, '', layout);
const pre = document.createElement('pre');
pre.textContent = 'BEGIN' + JSON.stringify({ version: Plotly.version, layout, traces }) + 'END';
document.body.appendChild(pre);
"""

# Maps, 3D, sliders, styles of hovering and drawing: no figure uses them.
DROPPED = re.compile(
    r"^(hoverlabel|scene|geo|map|polar|ternary|smith|sliders|updatemenus|template|coloraxis|images|modebar|transition|newshape|newselection|activeshape|"
    r"activeselection|selections|[xy]axis\.range(slider|selector|breaks)|stream|selected|unselected|legendgrouptitle|meta|uirevision|uid|ids|[xy]calendar|grid\.)"
    r"|src$|templateitemname|\.hoverlabel\.|tickformatstops|font\.(lineposition|shadow|style|textcase|variant)$")


def kept(attributes):
    return {name: kind for name, kind in sorted(attributes.items()) if not DROPPED.search(name)}


with tempfile.TemporaryDirectory() as folder:
    page = pathlib.Path(folder, "page.html")
    page.write_text(f"<!doctype html><meta charset=utf-8><body><script>{pathlib.Path(sys.argv[1]).read_text()}</script><script>{SCRIPT}</script>")
    dom = subprocess.run(
        ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=4000", "--dump-dom", page.as_uri()],
        capture_output=True, text=True, check=True).stdout
found = json.loads(html.unescape(dom[dom.rindex("BEGIN{") + 5:dom.rindex("}END") + 1]))
about = (f"Attributes that plotly.js knows, with their types: Plotly.PlotSchema.get() of the npm package plotly.js-cartesian-dist-min {found['version']}, "
         "read in a browser by make_plotly_attributes.py; the traces that figures use, and the layout without what no figure uses.")
pathlib.Path(__file__).with_name("plotly_attributes.json").write_text(json.dumps(
    {"about": about, "layout": kept(found["layout"]), "traces": {name: kept(of) for name, of in found["traces"].items()}}, indent=0) + "\n")
