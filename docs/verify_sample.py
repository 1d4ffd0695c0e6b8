"""Repeat a draw without tillsyn: python verify_sample.py PROTOCOL.json REGISTER.csv (see formats.md)."""

import csv, hashlib, json, sys
from fractions import Fraction

told = json.load(open(sys.argv[1], encoding="utf-8"))
plan, rows, strata = told["plan"], [], {}
for line in csv.DictReader(open(sys.argv[2], encoding="utf-8-sig"), delimiter=";"):
    cells = {f["id"]: (line.get(f["label"], "").strip(), f["values"]) for f in told["facts"]}
    codes = {name: {label: code for code, label in values} for name, (_cell, values) in cells.items()}
    facts = {name: codes[name].get(cell, cell) for name, (cell, _values) in cells.items() if cell}
    rows.append({"case": line["Ärendekod"], "facts": facts})
    strata.setdefault("/".join(facts.get(f["id"], "") for f in plan["strata"]), []).append(line["Ärendekod"])


def share(total, sizes):  # in proportion, by largest remainder, at least one each as far as it goes
    total, names = min(total, sum(sizes.values())), sorted(sizes, key=lambda name: (-sizes[name], name))
    quota = {name: Fraction(total * sizes[name], sum(sizes.values()) or 1) for name in names}
    got = {name: max(int(quota[name]), place < total and sizes[name] > 0) for place, name in enumerate(names)}
    while step := (total > sum(got.values())) - (total < sum(got.values())):
        free = [name for name in names if (got[name] < sizes[name] if step > 0 else got[name] > 1)]
        got[max(free, key=lambda name: step * (quota[name] - got[name]))] += step
    return got


sha = lambda text: hashlib.sha256(text.encode()).hexdigest()
key = lambda code: sha(f"{plan['seed']}|{told['auditee']}|{code}")
order = {name: sorted(codes, key=key) for name, codes in strata.items()}
size = share(plan["size"], {name: len(codes) for name, codes in strata.items()})
spare = share(plan["reserve"], {name: len(codes) - size[name] for name, codes in strata.items()})
drawn = [[name, order[name][: size[name]], order[name][size[name] :][: spare[name]]] for name in sorted(strata)]
packed = json.dumps(sorted(rows, key=lambda r: r["case"]), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
same_register = sha(packed) == told["frame"]["sha256"]
same_draw = drawn == [[part["stratum"], part["sample"], part["reserve"]] for part in told["strata"]]
print("the same register:", same_register, "- the same draw:", same_draw)
sys.exit(not (same_register and same_draw))
