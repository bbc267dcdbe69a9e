"""One level of the climb: every partial package plus every option, and of these the efficient ones.

plain     Python lists; the rule, and small work
arrays    numpy and compiled kernels
"""
