"""The rules of the house, as far as a machine can keep them.

An exception stands beside the line that it excuses, with its reason:

    # house: sql: a question that every request asks
    with connection.cursor() as cursor:

`excuses.py` says where such a comment may stand and how far it reaches. An excuse that nothing needs fails, too.
"""
