"""One level of the climb: every partial package plus every option, and of these the efficient ones.

plain     Python lists; the rule, and small work
arrays    one with numpy and compiled kernels: `levels` hold the points, `kernels` clean the candidates, `sparser` thins
"""
