"""Every configuration, one after the other, in plain C compiled with gcc -O3: no bound, no branch left out.

The last descriptor turns fastest, and each turn changes the scores by one row less and one row more.
"""

import shutil
import subprocess
import tempfile
from pathlib import Path

from goodoffices.engines.crossimpact.api import Matrix

CODE = r"""
#include <stdio.h>
#include <time.h>

enum { MOST = 64, MOST_VARIANTS = 512 };
static int size[MOST], start[MOST + 1], chosen[MOST];
static int impact[MOST_VARIANTS][MOST_VARIANTS], score[MOST_VARIANTS];

static int consistent(int many) {
    for (int at = 0; at < many; at++) {
        int own = score[start[at] + chosen[at]];
        for (int v = start[at]; v < start[at + 1]; v++)
            if (score[v] > own) return 0;
    }
    return 1;
}

static void turn(int at, int to, int all) {
    const int *old = impact[start[at] + chosen[at]], *new = impact[start[at] + to];
    for (int v = 0; v < all; v++) score[v] += new[v] - old[v];
    chosen[at] = to;
}

int main(void) {
    int many;
    if (scanf("%d", &many) != 1) return 1;
    for (int at = 0; at < many; at++) {
        if (scanf("%d", &size[at]) != 1) return 1;
        start[at + 1] = start[at] + size[at];
    }
    int all = start[many];
    for (int x = 0; x < all; x++)
        for (int y = 0; y < all; y++)
            if (scanf("%d", &impact[x][y]) != 1) return 1;
    struct timespec begun, over;
    clock_gettime(CLOCK_MONOTONIC, &begun);
    for (int at = 0; at < many; at++)
        for (int v = 0; v < all; v++) score[v] += impact[start[at]][v];
    long found = 0;
    for (;;) {
        found += consistent(many);
        int at = many - 1;
        while (at >= 0 && chosen[at] == size[at] - 1) turn(at--, 0, all);
        if (at < 0) break;
        turn(at, chosen[at] + 1, all);
    }
    clock_gettime(CLOCK_MONOTONIC, &over);
    printf("%ld %.6f\n", found, (over.tv_sec - begun.tv_sec) + (over.tv_nsec - begun.tv_nsec) / 1e9);
    return 0;
}
"""


def run(matrix: Matrix) -> tuple[int, float] | None:
    """How many scenarios are consistent, and seconds; None where there is no gcc."""
    gcc = shutil.which("gcc")
    if gcc is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        source, program = Path(folder) / "odometer.c", Path(folder) / "odometer"
        source.write_text(CODE)
        subprocess.run([gcc, "-O3", "-march=native", "-o", program, source], check=True)
        told = [len(matrix.sizes), *matrix.sizes, *(cell for row in matrix.rows for cell in row)]
        done = subprocess.run([program], input=" ".join(map(str, told)), capture_output=True, text=True, check=True)
    found, seconds = done.stdout.split()
    return int(found), float(seconds)
