"""Repeat a draw without tillsyn: python verify_sample.py PROTOCOL.json REGISTER.csv (see formats.md).

The register is a CSV file with semicolons in UTF-8. Files that a condition of the plan left out are taken from the
protocol, which lists them with condition and reason: look at those yourself.
"""

import csv, hashlib, json, sys
from fractions import Fraction

told = json.load(open(sys.argv[1], encoding="utf-8"))
plan, frame = told["plan"], told["frame"]
columns, values = frame["reading"].get("columns", {}), frame["reading"].get("values", {})
by_condition = {code for part in told["excluded"] if part["group"] != "p" for code in part["codes"]}
rows, strata, meant = [], {}, {"Ärendekod": "case"}
for fact in told["facts"]:
    meant |= {fact["label"]: fact["id"], fact["id"]: fact["id"]}
meant |= columns
words = {meant[name]: {word.casefold(): meaning for word, meaning in said.items()} for name, said in values.items()}
for line in csv.DictReader(open(sys.argv[2], encoding="utf-8-sig"), delimiter=";"):
    cells = {meant.get(head, head): (cell or "").strip() for head, cell in line.items()}
    facts = {}
    for fact in told["facts"]:
        cell = cells.get(fact["id"], "")
        cell = words.get(fact["id"], {}).get(cell.casefold(), cell)
        if cell:
            facts[fact["id"]] = {label: code for code, label in fact["values"]}.get(cell, cell)
    rows.append({"case": cells["case"], "facts": facts})
    period, stratum = plan["period"], "/".join(facts.get(name, "") for name in plan["strata"])
    day = facts.get(period["fact"]) if period else None
    if not (day and not period["from"] <= day <= period["until"]) and cells["case"] not in by_condition:
        strata.setdefault(stratum, []).append(cells["case"])


def proportional(total, sizes):  # by largest remainder, at least one each as far as it goes
    total, names = min(total, sum(sizes.values())), sorted(sizes, key=lambda name: (-sizes[name], name))
    quota = {name: Fraction(total * sizes[name], sum(sizes.values()) or 1) for name in names}
    got = {name: max(int(quota[name]), place < total and sizes[name] > 0) for place, name in enumerate(names)}
    while step := (total > sum(got.values())) - (total < sum(got.values())):
        free = [name for name in names if (got[name] < sizes[name] if step > 0 else got[name] > 1)]
        got[max(free, key=lambda name: step * (quota[name] - got[name]))] += step
    return got


def equal(total, sizes):  # one at a time to the one that has fewest so far, of the largest first
    got = dict.fromkeys(sizes, 0)
    for _each in range(min(total, sum(sizes.values()))):
        free = [name for name in sorted(sizes, key=lambda name: (-sizes[name], name)) if got[name] < sizes[name]]
        got[min(free, key=lambda name: got[name])] += 1
    return got


there = {name: len(codes) for name, codes in strata.items()}
share = proportional if plan["allocation"] == "proportional" else equal
size = share(plan["size"], there)
if plan["allocation"] == "fixed":
    size = {name: min(plan["sizes"].get(name, plan["sizes"].get("*", 0)), there[name]) for name in there}
for extra in plan["oversampling"]:
    if extra["stratum"] in size:
        size[extra["stratum"]] = min(size[extra["stratum"]] + extra["more"], there[extra["stratum"]])
census = sum(there.values()) <= plan["census_up_to"]
size = there if census else size
left = {name: there[name] - size[name] for name in there}
more = share(plan["steps"]["more"] if plan["steps"] else 0, left)
spare = share(plan["reserve"], {name: left[name] - more[name] for name in there})

sha = lambda text: hashlib.sha256(text.encode()).hexdigest()
packed = lambda value: json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
drawn = []
for name in sorted(strata):
    order = sorted(strata[name], key=lambda code: sha(f"{told['seed']}|{told['auditee']}|{code}"))
    second, reserve = size[name] + more[name], size[name] + more[name] + spare[name]
    drawn.append([name, order[: size[name]], order[size[name] : second], order[second:reserve]])
same = {
    "the protocol unchanged": sha(packed({key: told[key] for key in told if key != "sha256"})) == told["sha256"],
    "the plan's hash": sha(packed(plan)) == told["plan_sha256"],
    "the same register": sha(packed(sorted(rows, key=lambda row: row["case"]))) == frame["sha256"],
    "the same draw": drawn == [[p["stratum"], p["sample"], p["second"], p["reserve"]] for p in told["strata"]],
}
print(*(f"{what}: {'yes' if true else 'NO'}" for what, true in same.items()), sep="\n")
sys.exit(not all(same.values()))
