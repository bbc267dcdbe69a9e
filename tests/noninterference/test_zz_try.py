import random, time
import pytest
from tests.noninterference.asking import *
from tests.noninterference.answers import *
from tests.noninterference.pairs import *
from tests.noninterference.members import *
def test_try(stage):
    t=time.perf_counter()
    p=Pair("idris", Setting(), (), 1)
    a,b=p.worlds(stage); print("lay", time.perf_counter()-t)
    t=time.perf_counter()
    a,b=p.worlds(stage); print("again", time.perf_counter()-t)
    for ad in addresses(): print(ad)
    print(query_names())
    for m in MEMBERS:
        k=known(a,b,m)
        ps=probes(k)
        some=probes(k, random.Random(1))
        t=time.perf_counter(); n=0
        for d in differences(a,b,m,some): print(d)
        print(m, len(ps), len(some), time.perf_counter()-t)
