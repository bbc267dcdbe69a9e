"""What the peers are asked, as programs that run in the peers' own Python: `worths` is there, `found` is to be.

`begun` is when their work begins: reading and, for NegMAS, building its objects are not counted; a solver's model is, since
we build ours, too. For a frontier `found` is how many points, or packages, were found; for a solution it is what the
package is worth to each party, added up anew in whole numbers.
"""

NEGMAS = """
from negmas import LinearAdditiveUtilityFunction, make_issue, make_os
from negmas.preferences.value_fun import TableFun
issues = [make_issue([f"o{each}" for each in range(worths.shape[2])], f"i{at}") for at in range(worths.shape[1])]
space = make_os(issues)
ufuns = [
    LinearAdditiveUtilityFunction(
        [TableFun({f"o{each}": float(worth) for each, worth in enumerate(row)}) for row in rows], outcome_space=space
    )
    for rows in worths
]
"""

# A binary variable for each option, exactly one of each issue; no gap to the optimum is allowed.
HIGHS = """
import math
import highspy
begun = time.perf_counter()
parties, issues, options = worths.shape
binaries = issues * options
solver = highspy.Highs()
solver.setOptionValue("output_flag", False)
for gap in ("mip_rel_gap", "mip_abs_gap"):
    solver.setOptionValue(gap, 0.0)
for tolerance in ("mip_feasibility_tolerance", "primal_feasibility_tolerance", "dual_feasibility_tolerance"):
    solver.setOptionValue(tolerance, 1e-9)
for _ in range(binaries):
    solver.addVar(0, 1)
whole = np.full(binaries, highspy.HighsVarType.kInteger)
solver.changeColsIntegrality(binaries, np.arange(binaries, dtype=np.int32), whole)
for issue in range(issues):
    places = np.arange(issue * options, (issue + 1) * options, dtype=np.int32)
    solver.addRow(1, 1, options, places, np.ones(options))
solver.changeObjectiveSense(highspy.ObjSense.kMaximize)

def rewarded():
    solver.addVar(-highspy.kHighsInf, highspy.kHighsInf)
    solver.changeColCost(solver.getNumCol() - 1, 1.0)
    return solver.getNumCol() - 1

def bounded(column, slope, party, least):  # slope × what the party gets − column ≥ least
    places = np.append(np.arange(binaries), column).astype(np.int32)
    solver.addRow(least, highspy.kHighsInf, binaries + 1, places, np.append(slope * worths[party].ravel(), -1.0))

def solved():
    solver.run()
    if (status := solver.getModelStatus()) != highspy.HighsModelStatus.kOptimal:
        raise SystemExit(f"HiGHS ends with {solver.modelStatusToString(status)}")
    values = np.array(solver.getSolution().col_value[:binaries]).reshape(issues, options)
    return [sum(row[option] for row, option in zip(rows, values.argmax(1))) for rows in worths.tolist()]

most = worths.max(axis=2).sum(axis=1).tolist()  # nothing is reserved: these are the ideals
"""

CODES = {
    "negmas": NEGMAS
    + """
from negmas.preferences.ops import pareto_frontier
begun = time.perf_counter()
found = len(pareto_frontier(ufuns, issues=issues)[0])
""",
    "mobanos": NEGMAS
    + """
from negmas.preferences.pareto_sampler import MOBANOSParetoSampler
sampler = MOBANOSParetoSampler()
begun = time.perf_counter()
sampler.init(ufuns[0], ufuns[1])
found = len(sampler._pareto_front)
""",
    "pareto-dp": """
from pareto_dp import find_pareto_front
table = np.ascontiguousarray(-worths.transpose(1, 2, 0).astype(float))  # it minimises
begun = time.perf_counter()
found = len(find_pareto_front(table, 1e-6))
""",
    "highs-maximin": HIGHS
    + """
least = rewarded()
for party in range(parties):
    bounded(least, 1.0, party, 0.0)
found = solved()
""",
    "highs-ks": HIGHS
    + """
least = rewarded()
for party in range(parties):
    bounded(least, 1e4 / most[party], party, 0.0)  # in ten-thousandths: tolerances are absolute
found = solved()
""",
    # Outer approximation: a logarithm lies below its tangents. Those at what a package is worth are tight there.
    "highs-nash": HIGHS
    + """
logarithms = [rewarded() for _ in range(parties)]

def tangents(utilities):
    for party, at in enumerate(utilities):
        bounded(logarithms[party], 1 / at, party, 1 - math.log(at))

for part in np.geomspace(0.05, 1, 20):
    tangents([part * each for each in most])
best, found = -math.inf, None
while True:
    utilities = solved()
    if 0 in utilities:
        raise SystemExit("a package gives somebody nothing: no logarithm")
    value = sum(map(math.log, utilities))
    if value > best:
        best, found = value, utilities
    if solver.getInfo().mip_dual_bound - best < 1e-9:
        break
    tangents(utilities)
""",
    # The sum of the k least utilities is the most that k × t − what each falls short of t can be (Ogryczak and Śliwiński
    # 2003); for k = 1, 2, … these sums are maximised one after the other. Exact: everything in it is whole.
    "cp-sat-leximin": """
import os
from ortools.sat.python import cp_model
begun = time.perf_counter()
parties, issues, options = worths.shape
model = cp_model.CpModel()
solver = cp_model.CpSolver()
solver.parameters.num_workers = os.cpu_count()
chosen = [[model.new_bool_var("") for _ in range(options)] for _ in range(issues)]
for each in chosen:
    model.add_exactly_one(each)
flat = [variable for each in chosen for variable in each]
most = worths.max(axis=2).sum(axis=1).tolist()
utilities = [model.new_int_var(0, each, "") for each in most]
for variable, rows in zip(utilities, worths.tolist()):
    model.add(variable == cp_model.LinearExpr.weighted_sum(flat, [worth for row in rows for worth in row]))
for count in range(1, parties + 1):
    mark = model.new_int_var(0, max(most), "")
    short = [model.new_int_var(0, max(most), "") for _ in range(parties)]
    for below, variable in zip(short, utilities):
        model.add(below >= mark - variable)
    least = count * mark - sum(short)
    model.maximize(least)
    if (status := solver.solve(model)) != cp_model.OPTIMAL:
        raise SystemExit(f"CP-SAT ends with {solver.status_name(status)}")
    model.add(least >= round(solver.objective_value))
    model.clear_hints()
    for variable in flat:
        model.add_hint(variable, solver.value(variable))
picks = [[solver.value(variable) for variable in each].index(1) for each in chosen]
found = [sum(row[option] for row, option in zip(rows, picks)) for rows in worths.tolist()]
""",
}

FRAME = """
import json, sys, time
import numpy as np
worths = np.load(sys.argv[1])
{code}
print(json.dumps({{"seconds": time.perf_counter() - begun, "found": found}}))
"""
