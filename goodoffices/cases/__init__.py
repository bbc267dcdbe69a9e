"""Whole processes as case files: a demonstration, a fixture, a screenshot and a training case are one and the same.

case     a YAML file: the founding, then acts on their days, each by one of the cast
cast     who does what: names that the file gives to the seats its acts make
until    the day up to which a case is played
"""
